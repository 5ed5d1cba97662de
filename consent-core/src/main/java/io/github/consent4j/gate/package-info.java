/** The ground that all gates share: what a visitor allows, where a page stands, and who is told. */
@NullMarked
package io.github.consent4j.gate;

import org.jspecify.annotations.NullMarked;
