package io.github.consent4j.cli.browser.banner;

import io.github.consent4j.audit.rule.Rule;

/**
 * What one check has shown in one window.
 *
 * @param measured the figures, in a sentence
 */
record Result(Rule rule, boolean passed, String measured, int width) {}
