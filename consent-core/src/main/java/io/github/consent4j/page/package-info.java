/** The pages that visitors see, in their language: banner, settings page, placeholders. */
@NullMarked
package io.github.consent4j.page;

import org.jspecify.annotations.NullMarked;
