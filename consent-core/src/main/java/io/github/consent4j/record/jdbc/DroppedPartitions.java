package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Partitions;
import io.github.consent4j.record.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** Removes entries by dropping the partitions of whole months on PostgreSQL. Thread-safe. */
final class DroppedPartitions implements Retention {

  private final Dialect dialect;
  private final EntryTable entries;
  private final Chains chains;
  private final Clock clock;

  DroppedPartitions(Dialect dialect, EntryTable entries, Chains chains, Clock clock) {
    this.dialect = dialect;
    this.entries = entries;
    this.chains = chains;
    this.clock = clock;
  }

  @Override
  public long purge(Connection connection, Instant before) throws SQLException {
    long removed = 0;
    long dropped;
    do {
      dropped = Transactions.run(connection, () -> dropOldest(connection, before));
      removed += Math.max(0, dropped);
    } while (dropped >= 0);
    dialect.forget();
    return removed;
  }

  /** Returns the number of records in the oldest partition; less than 0 if it is not dropped. */
  private long dropOldest(Connection connection, Instant before) throws SQLException {
    if (!dialect.tryLock(connection, LOCK)) {
      return -1;
    }
    List<YearMonth> months = Partitions.months(connection);
    if (months.isEmpty() || !months.get(0).isBefore(Partitions.month(clock.instant()))) {
      return -1;
    }
    String partition = Partitions.name(months.get(0));
    if (isNeeded(connection, partition, before)) {
      return -1;
    }
    long records = 0;
    for (String node : entries.nodes(connection, partition)) {
      long last = number(connection, "max(entry_number)", partition, node);
      records += last - number(connection, "min(entry_number)", partition, node) + 1;
      chains.begin(connection, chains.head(connection, node), last + 1);
    }
    try (Statement statement = connection.createStatement()) {
      records -= erasures(statement, partition);
      // who waits for the readers of the table is waited for by those who append
      statement.execute("SET LOCAL lock_timeout = '3s'");
      statement.execute("DROP TABLE " + partition);
    }
    return records;
  }

  private boolean isNeeded(Connection connection, String partition, Instant before)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT max(valid_until) >= ? FROM " + partition)) {
      select.setObject(1, dialect.time(before));
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static long number(Connection connection, String what, String partition, String node)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + what + " FROM " + partition + " WHERE node = ?")) {
      select.setString(1, node);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static long erasures(Statement statement, String partition) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*) FROM " + partition + " WHERE valid_until IS NULL")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
