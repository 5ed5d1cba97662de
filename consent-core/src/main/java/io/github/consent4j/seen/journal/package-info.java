/** The list of everything that was seen at a site: gathered, generalised, written and read. */
@NullMarked
package io.github.consent4j.seen.journal;

import org.jspecify.annotations.NullMarked;
