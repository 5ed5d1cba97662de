/** What one visitor decided, and how it is written into the consent cookie. */
@NullMarked
package io.github.consent4j.consent;

import org.jspecify.annotations.NullMarked;
