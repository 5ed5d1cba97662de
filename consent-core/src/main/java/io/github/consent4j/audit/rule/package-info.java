/** The rules that declarations and observations are judged by, and what breaks them. */
@NullMarked
package io.github.consent4j.audit.rule;

import org.jspecify.annotations.NullMarked;
