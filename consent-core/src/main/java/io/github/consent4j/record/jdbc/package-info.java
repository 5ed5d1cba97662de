/** Records of decisions in a database: PostgreSQL, MariaDB or H2. */
@NullMarked
package io.github.consent4j.record.jdbc;

import org.jspecify.annotations.NullMarked;
