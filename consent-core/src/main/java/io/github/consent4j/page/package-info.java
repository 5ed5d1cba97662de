/** What visitors see: banner, settings page, placeholders and their assets. */
@NullMarked
package io.github.consent4j.page;

import org.jspecify.annotations.NullMarked;
