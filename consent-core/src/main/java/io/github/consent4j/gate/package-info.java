/**
 * The basis of all gates: what a visitor allows, where a page is served from, and who receives the
 * findings.
 */
@NullMarked
package io.github.consent4j.gate;

import org.jspecify.annotations.NullMarked;
