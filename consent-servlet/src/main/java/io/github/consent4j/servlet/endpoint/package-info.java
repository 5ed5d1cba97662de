/** The library's own addresses: choices, settings, placeholders, assets and reports. */
@NullMarked
package io.github.consent4j.servlet.endpoint;

import org.jspecify.annotations.NullMarked;
