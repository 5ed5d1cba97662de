/** Formats in which the library writes data: JSON, digests and paths. */
@NullMarked
package io.github.consent4j.format;

import org.jspecify.annotations.NullMarked;
