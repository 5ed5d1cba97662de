/**
 * The report of an audit with a browser, for people: one HTML document without script, which is
 * made from the evidence alone.
 */
@NullMarked
package io.github.consent4j.cli.report;

import org.jspecify.annotations.NullMarked;
