package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** What differs between databases. Thread-safe. */
public sealed interface Dialect permits PostgreSql, MariaDb, H2 {

  /** Returns the folder of the scripts that create the tables. */
  String folder();

  /** Returns a name as it is to stand in a statement, if its case is to be kept. */
  default String quoted(String name) {
    return '"' + name + '"';
  }

  /** Returns a time as a parameter of a statement. */
  default Object time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** Returns a time of a result that is not null. */
  default Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Returns the identifier of a record as a parameter of a statement. */
  default Object id(UUID id) {
    return id.toString();
  }

  /** Returns whether an insertion failed because a unique key is there already. */
  default boolean isDuplicate(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }

  /**
   * Returns whether a record that is stored now, and was stored before, is refused by a unique key.
   */
  boolean refusesDuplicate(Instant decidedAt, Instant storedAt);

  /** Makes that entries can be stored at a time. Called before the transaction that stores them. */
  void prepare(Connection connection, Instant storedAt) throws SQLException;

  /** Forgets what {@link #prepare} has seen, after an entry could not be stored. */
  void forget();

  /** Waits until no other node changes the tables. Held until {@link #unlock}. */
  void lock(Connection connection, String name) throws SQLException;

  /** Returns whether no other node holds a lock, and takes it. Held until {@link #unlock}. */
  boolean tryLock(Connection connection, String name) throws SQLException;

  /** Releases a lock at the end of its transaction. */
  void unlock(Connection connection, String name) throws SQLException;

  /** Returns whether one statement adds any number of entries, by arrays. */
  boolean hasArrays();

  /** Returns whether entries lie in a partition for each month. */
  boolean hasPartitions();
}
