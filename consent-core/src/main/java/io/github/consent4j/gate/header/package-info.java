/** Decides over headers by which a response makes browsers load something. */
@NullMarked
package io.github.consent4j.gate.header;

import org.jspecify.annotations.NullMarked;
