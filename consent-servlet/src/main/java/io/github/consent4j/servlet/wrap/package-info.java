/** The request and response that the application sees. */
@NullMarked
package io.github.consent4j.servlet.wrap;

import org.jspecify.annotations.NullMarked;
