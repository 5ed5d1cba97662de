/** The filter through which the requests and responses of a web application pass. */
@NullMarked
package io.github.consent4j.servlet;

import org.jspecify.annotations.NullMarked;
