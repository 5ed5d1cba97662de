/** The appearance of banner, settings page and placeholders: themes, colours, position. */
@NullMarked
package io.github.consent4j.policy.look;

import org.jspecify.annotations.NullMarked;
