/**
 * Measures the HTML gate against other ways to do its work, on real pages, and the store of records
 * against the database that it uses.
 */
@NullMarked
package io.github.consent4j.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
