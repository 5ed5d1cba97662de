/** Proof of consent: records of decisions, notices as they were shown, and where both are kept. */
@NullMarked
package io.github.consent4j.record;

import org.jspecify.annotations.NullMarked;
