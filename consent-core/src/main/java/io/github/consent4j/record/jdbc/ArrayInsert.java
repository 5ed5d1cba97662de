package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.chain.ChainEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Adds any number of entries by one statement of PostgreSQL, which gets an array for each column.
 * It is a transaction by itself, and has one plan for all numbers of entries. Thread-safe.
 */
final class ArrayInsert {

  /** A column of the table, and how it gets its values. */
  private record Column(String name, String type, Function<StoredEntry, @Nullable Object> value) {

    Array values(Connection connection, List<StoredEntry> entries) throws SQLException {
      return connection.createArrayOf(type, entries.stream().map(value).toArray());
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          ofChain("node", "text", ChainEntry::node),
          ofChain("entry_number", "bigint", ChainEntry::number),
          ofChain("previous_link", "text", ChainEntry::previous),
          ofChain("kind", "text", entry -> entry.kind().name()),
          ofChain("digest", "text", ChainEntry::digest),
          new Column("record_id", "uuid", StoredEntry::id),
          new Column("consent_id", "text", StoredEntry::consentId),
          new Column("decided_at", "timestamptz", entry -> time(entry.decidedAt())),
          new Column("event", "text", StoredEntry::event),
          new Column("valid_until", "timestamptz", entry -> time(entry.validUntil())),
          new Column("stored_at", "timestamptz", entry -> time(entry.storedAt())),
          new Column("payload", "text", StoredEntry::content));

  private static final String INSERT =
      "INSERT INTO consent_records ("
          + String.join(", ", COLUMNS.stream().map(Column::name).toList())
          + ") SELECT * FROM unnest("
          + String.join(", ", COLUMNS.stream().map(column -> "?::" + column.type + "[]").toList())
          + ")";

  private ArrayInsert() {}

  private static Column ofChain(String name, String type, Function<ChainEntry, Object> value) {
    return new Column(name, type, stored -> value.apply(stored.entry()));
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** Adds entries. */
  static void insert(Connection connection, List<StoredEntry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        insert.setArray(i + 1, COLUMNS.get(i).values(connection, entries));
      }
      insert.executeUpdate();
    }
  }
}
