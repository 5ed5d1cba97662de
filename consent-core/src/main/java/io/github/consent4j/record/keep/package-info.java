/** Keeps every record until the store has it, whatever happens to the store. */
@NullMarked
package io.github.consent4j.record.keep;

import org.jspecify.annotations.NullMarked;
