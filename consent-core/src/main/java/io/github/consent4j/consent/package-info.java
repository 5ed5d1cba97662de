/** The decision of one visitor, and how the consent cookie stores it. */
@NullMarked
package io.github.consent4j.consent;

import org.jspecify.annotations.NullMarked;
