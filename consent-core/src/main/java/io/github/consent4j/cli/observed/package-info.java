/** Compares what a policy declares with what was seen at the site. */
@NullMarked
package io.github.consent4j.cli.observed;

import org.jspecify.annotations.NullMarked;
