/** Services that many sites use, described once. */
@NullMarked
package io.github.consent4j.catalogue;

import org.jspecify.annotations.NullMarked;
