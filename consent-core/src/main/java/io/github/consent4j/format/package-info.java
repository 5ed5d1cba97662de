/** How data is written that leaves the library: JSON, digests, paths. */
@NullMarked
package io.github.consent4j.format;

import org.jspecify.annotations.NullMarked;
