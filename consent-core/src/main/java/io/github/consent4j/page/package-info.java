/** What visitors see: banner, settings page, placeholders, in their language. */
@NullMarked
package io.github.consent4j.page;

import org.jspecify.annotations.NullMarked;
