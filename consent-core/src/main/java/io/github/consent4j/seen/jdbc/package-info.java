/** What was seen at a site, as one list of several nodes in a database. */
@NullMarked
package io.github.consent4j.seen.jdbc;

import org.jspecify.annotations.NullMarked;
