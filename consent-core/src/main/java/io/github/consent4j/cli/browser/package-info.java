/**
 * Visits the pages of any site with an installed Chromium, in each state of consent, and gathers
 * the evidence. Only this package and those below it know Playwright, which is not in the command
 * line's jar: {@link io.github.consent4j.cli.browser.BrowserPlugin} says what is missing.
 */
@NullMarked
package io.github.consent4j.cli.browser;

import org.jspecify.annotations.NullMarked;
