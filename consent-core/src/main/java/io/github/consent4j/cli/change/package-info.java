/** What differs between two inventories, whichever version of their schema they have. */
@NullMarked
package io.github.consent4j.cli.change;

import org.jspecify.annotations.NullMarked;
