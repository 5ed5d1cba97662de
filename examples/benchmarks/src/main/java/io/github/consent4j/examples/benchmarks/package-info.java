/** Measures the HTML gate against other ways to do its work, on real pages. */
@NullMarked
package io.github.consent4j.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
