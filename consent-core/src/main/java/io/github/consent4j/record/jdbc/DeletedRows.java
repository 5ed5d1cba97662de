package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Removes entries by deleting rows, not many in one transaction. Thread-safe. */
final class DeletedRows implements Retention {

  private static final int CHUNK = 2_000;

  private static final String EXPIRED =
      "DELETE FROM consent_records WHERE node = ? AND entry_number >= ? AND entry_number <= ?";

  private final Dialect dialect;
  private final EntryTable entries;
  private final Chains chains;

  DeletedRows(Dialect dialect, EntryTable entries, Chains chains) {
    this.dialect = dialect;
    this.entries = entries;
    this.chains = chains;
  }

  @Override
  public long purge(Connection connection, Instant before) throws SQLException {
    long removed = 0;
    for (String node : Transactions.run(connection, () -> entries.nodes(connection))) {
      long last = Transactions.run(connection, () -> begin(connection, node, before));
      long first = Transactions.run(connection, () -> first(connection, node));
      for (; first <= last; first += CHUNK) {
        long from = first;
        long to = Math.min(last, first + CHUNK - 1);
        removed += Transactions.run(connection, () -> delete(connection, node, from, to));
      }
    }
    return removed;
  }

  /** Returns the last entry that may go; 0 if none may. Says so before the first one goes. */
  private long begin(Connection connection, String node, Instant before) throws SQLException {
    if (!dialect.tryLock(connection, LOCK)) {
      return 0;
    }
    try {
      Head head = chains.head(connection, node);
      long last = head.number();
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT entry_number FROM consent_records WHERE node = ? AND valid_until >= ?"
                  + " ORDER BY entry_number LIMIT 1")) {
        select.setString(1, node);
        select.setObject(2, dialect.time(before));
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            last = row.getLong(1) - 1;
          }
        }
      }
      if (last >= first(connection, node)) {
        chains.begin(connection, head, last + 1);
      }
      return last;
    } finally {
      dialect.unlock(connection, LOCK);
    }
  }

  private static long first(Connection connection, String node) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT min(entry_number) FROM consent_records WHERE node = ?")) {
      select.setString(1, node);
      try (ResultSet row = select.executeQuery()) {
        // null, which is read as 0, if another node has removed all
        return row.next() ? Math.max(1, row.getLong(1)) : 1;
      }
    }
  }

  private static long delete(Connection connection, String node, long from, long to)
      throws SQLException {
    long records = delete(connection, EXPIRED + " AND kind = 'RECORD'", node, from, to);
    delete(connection, EXPIRED, node, from, to);
    return records;
  }

  private static int delete(Connection connection, String sql, String node, long from, long to)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, node);
      delete.setLong(2, from);
      delete.setLong(3, to);
      return delete.executeUpdate();
    }
  }
}
