/** Observations that other tools have made at a site. */
@NullMarked
package io.github.consent4j.cli.observation;

import org.jspecify.annotations.NullMarked;
