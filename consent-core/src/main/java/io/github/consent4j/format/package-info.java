/** How data is written that leaves the library: JSON, digests, paths, names of attributes. */
@NullMarked
package io.github.consent4j.format;

import org.jspecify.annotations.NullMarked;
