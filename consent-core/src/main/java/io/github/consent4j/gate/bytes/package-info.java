/** Bytes without meaning: searching, collecting, looking up, and arrays that are used again. */
@NullMarked
package io.github.consent4j.gate.bytes;

import org.jspecify.annotations.NullMarked;
