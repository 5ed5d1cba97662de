package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The dialect of PostgreSQL. Entries lie in one partition for each month. */
final class PostgreSql implements Dialect {

  private final Partitions partitions = new Partitions();

  @Override
  public String folder() {
    return "postgresql";
  }

  @Override
  public Object id(UUID id) {
    return id;
  }

  /** A unique key reaches no further than its partition. */
  @Override
  public boolean refusesDuplicate(Instant decidedAt, Instant storedAt) {
    return Partitions.month(decidedAt).equals(Partitions.month(storedAt));
  }

  @Override
  public void prepare(Connection connection, Instant storedAt) throws SQLException {
    partitions.prepare(
        connection, Partitions.month(storedAt), () -> lock(connection, "consent_partitions"));
  }

  @Override
  public void forget() {
    partitions.forget();
  }

  // locks of the transaction, as those of the session do not pass every pool of connections

  @Override
  public void lock(Connection connection, String name) throws SQLException {
    select(
        connection,
        "SELECT true FROM pg_advisory_xact_lock(hashtext(current_schema() || ?))",
        name);
  }

  @Override
  public boolean tryLock(Connection connection, String name) throws SQLException {
    return select(
        connection, "SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || ?))", name);
  }

  private static boolean select(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(sql)) {
      lock.setString(1, name);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  @Override
  public void unlock(Connection connection, String name) {}

  @Override
  public boolean hasArrays() {
    return true;
  }

  @Override
  public boolean hasPartitions() {
    return true;
  }
}
