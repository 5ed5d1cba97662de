/** Builds HTML: elements, text, escaping. */
@NullMarked
package io.github.consent4j.page.markup;

import org.jspecify.annotations.NullMarked;
