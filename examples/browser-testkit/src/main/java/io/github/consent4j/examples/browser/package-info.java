/** Shared code of the examples' tests: a real browser, and a server for the rest of the web. */
@NullMarked
package io.github.consent4j.examples.browser;

import org.jspecify.annotations.NullMarked;
