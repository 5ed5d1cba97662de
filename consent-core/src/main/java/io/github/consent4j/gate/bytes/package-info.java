/** Operations on bytes without meaning: search, collection, lookup, and reuse of arrays. */
@NullMarked
package io.github.consent4j.gate.bytes;

import org.jspecify.annotations.NullMarked;
