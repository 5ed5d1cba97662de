/**
 * The checks of a banner in a browser: whether both answers are offered alike, and what happens
 * after each. They work with the banner of any site. This package needs Playwright, which is not
 * part of the command line's jar.
 */
@NullMarked
package io.github.consent4j.cli.browser.banner;

import org.jspecify.annotations.NullMarked;
