/** Filters headers that make browsers load something. */
@NullMarked
package io.github.consent4j.gate.header;

import org.jspecify.annotations.NullMarked;
