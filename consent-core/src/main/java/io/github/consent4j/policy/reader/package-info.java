/** Reads policies and catalogues from YAML, and reports errors with line and column. */
@NullMarked
package io.github.consent4j.policy.reader;

import org.jspecify.annotations.NullMarked;
