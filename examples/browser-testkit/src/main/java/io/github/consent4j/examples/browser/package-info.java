/**
 * What the tests of the examples share: a real browser, and a server that is the rest of the web.
 */
@NullMarked
package io.github.consent4j.examples.browser;

import org.jspecify.annotations.NullMarked;
