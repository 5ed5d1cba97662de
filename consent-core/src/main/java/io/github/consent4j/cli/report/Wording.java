package io.github.consent4j.cli.report;

/**
 * A text and its language.
 *
 * @param language the language of the report, or English where it has no such text
 */
record Wording(String text, String language) {}
