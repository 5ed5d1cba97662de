/** The rules of a policy for URLs, scripts and marked elements, compiled for fast lookup. */
@NullMarked
package io.github.consent4j.gate.rule;

import org.jspecify.annotations.NullMarked;
