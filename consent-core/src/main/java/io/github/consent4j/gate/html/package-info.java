/** Rewrites pages and style sheets on their way to the visitor. */
@NullMarked
package io.github.consent4j.gate.html;

import org.jspecify.annotations.NullMarked;
