package io.github.consent4j.record.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Removes entries that nobody needs any longer, from the beginning of each chain. */
interface Retention {

  /** The lock under which one of several nodes does it. */
  String LOCK = "consent_purge";

  /**
   * Removes them, in transactions of its own.
   *
   * @param before records whose validity ended before this time may go
   * @return the number of removed records
   */
  long purge(Connection connection, Instant before) throws SQLException;
}
