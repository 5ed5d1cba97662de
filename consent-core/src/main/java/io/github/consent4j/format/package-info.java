/** Formats in which the library writes data: JSON, digests, paths, names of attributes. */
@NullMarked
package io.github.consent4j.format;

import org.jspecify.annotations.NullMarked;
