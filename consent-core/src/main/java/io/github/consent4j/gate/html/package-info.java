/** Rewrites pages and style sheets while they are sent to the visitor. */
@NullMarked
package io.github.consent4j.gate.html;

import org.jspecify.annotations.NullMarked;
