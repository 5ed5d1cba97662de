/** Findings as text, JSON, Markdown and SARIF. */
@NullMarked
package io.github.consent4j.cli.finding;

import org.jspecify.annotations.NullMarked;
