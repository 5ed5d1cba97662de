/** The chain of hashes that shows whether records were changed or left out. */
@NullMarked
package io.github.consent4j.record.chain;

import org.jspecify.annotations.NullMarked;
