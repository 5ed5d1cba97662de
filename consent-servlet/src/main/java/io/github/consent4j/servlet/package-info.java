/** The filter that stands where a web application's responses leave the server. */
@NullMarked
package io.github.consent4j.servlet;

import org.jspecify.annotations.NullMarked;
