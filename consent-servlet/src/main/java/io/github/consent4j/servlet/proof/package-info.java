/** Proof of consent: records of the decisions that visitors make. */
@NullMarked
package io.github.consent4j.servlet.proof;

import org.jspecify.annotations.NullMarked;
