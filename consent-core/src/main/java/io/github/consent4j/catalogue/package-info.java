/** The catalogue of services that many sites use. */
@NullMarked
package io.github.consent4j.catalogue;

import org.jspecify.annotations.NullMarked;
