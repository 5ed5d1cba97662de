/** What differs between databases, their transactions, and the scripts that create the tables. */
@NullMarked
package io.github.consent4j.record.sql;

import org.jspecify.annotations.NullMarked;
