package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of all entries. What may be long is read in pages, each in a transaction of its own: a
 * cursor would hold the partitions, and a purge would wait for it with all who append behind it.
 * Thread-safe.
 */
final class EntryTable {

  /** The number of rows of a page. */
  static final int PAGE = 1_000;

  /** How much clocks that give times and identifiers may differ. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final UUID LEAST = new UUID(0, 0);
  private static final UUID GREATEST = new UUID(-1, -1);

  private static final String COLUMNS =
      "node, entry_number, previous_link, kind, digest, record_id, consent_id, decided_at, event,"
          + " valid_until, stored_at, payload";

  private final Dialect dialect;

  EntryTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Adds entries. */
  void insert(Connection connection, List<StoredEntry> entries) throws SQLException {
    if (dialect.hasArrays()) {
      ArrayInsert.insert(connection, entries);
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO consent_records (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (StoredEntry stored : entries) {
        ChainEntry entry = stored.entry();
        insert.setString(1, entry.node());
        insert.setLong(2, entry.number());
        insert.setString(3, entry.previous());
        insert.setString(4, entry.kind().name());
        insert.setString(5, entry.digest());
        insert.setObject(6, dialect.id(stored.id()));
        insert.setString(7, stored.consentId());
        insert.setObject(8, dialect.time(stored.decidedAt()));
        insert.setString(9, stored.event());
        Instant validUntil = stored.validUntil();
        if (validUntil == null) {
          insert.setNull(10, Types.TIMESTAMP);
        } else {
          insert.setObject(10, dialect.time(validUntil));
        }
        insert.setObject(11, dialect.time(stored.storedAt()));
        insert.setString(12, stored.content());
        if (entries.size() > 1) {
          insert.addBatch();
        }
      }
      if (entries.size() > 1) {
        insert.executeBatch();
      } else {
        insert.executeUpdate();
      }
    }
  }

  /** Returns the newest entry of a node; null if there is none. */
  @Nullable Head head(Connection connection, String node) throws SQLException {
    List<StoredEntry> newest =
        entries(connection, "WHERE node = ? ORDER BY entry_number DESC LIMIT 1", List.of(node));
    if (newest.isEmpty()) {
      return null;
    }
    StoredEntry last = newest.get(0);
    return Head.none(node).after(last.entry(), last.storedAt());
  }

  /** Returns the next entries of a node behind a number. */
  List<StoredEntry> chain(Connection connection, String node, long after) throws SQLException {
    return entries(
        connection,
        "WHERE node = ? AND entry_number > ? ORDER BY entry_number LIMIT " + PAGE,
        List.of(node, after));
  }

  private List<StoredEntry> entries(Connection connection, String where, List<Object> parameters)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM consent_records " + where)) {
      set(select, parameters);
      List<StoredEntry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
      return entries;
    }
  }

  private StoredEntry entry(ResultSet row) throws SQLException {
    return new StoredEntry(
        new ChainEntry(
            row.getString(1),
            row.getLong(2),
            row.getString(3),
            ChainEntry.Kind.valueOf(row.getString(4)),
            row.getString(5)),
        UUID.fromString(row.getString(6)),
        row.getString(7),
        dialect.time(row, 8),
        row.getString(9),
        row.getString(10) == null ? null : dialect.time(row, 10),
        dialect.time(row, 11),
        row.getString(12));
  }

  /** Returns those of some records that are there already. */
  Set<UUID> present(Connection connection, Collection<ConsentRecord> records) throws SQLException {
    Set<UUID> present = new HashSet<>();
    List<ConsentRecord> all = List.copyOf(records);
    for (int from = 0; from < all.size(); from += PAGE) {
      List<Object> parameters = new ArrayList<>();
      Instant earliest = Instant.MAX;
      for (ConsentRecord record : all.subList(from, Math.min(all.size(), from + PAGE))) {
        parameters.add(dialect.id(record.id()));
        earliest = record.at().isBefore(earliest) ? record.at() : earliest;
      }
      String marks = String.join(",", Collections.nCopies(parameters.size(), "?"));
      parameters.add(dialect.time(earliest.minus(SLACK)));
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT record_id FROM consent_records WHERE record_id IN ("
                  + marks
                  + ") AND stored_at >= ?")) {
        set(select, parameters);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            present.add(UUID.fromString(row.getString(1)));
          }
        }
      }
    }
    return present;
  }

  /**
   * Returns the contents of the next records that a query may want, behind a record. Identifiers
   * sort by the time of the decision, as they are of version 7.
   */
  List<Content> contents(Connection connection, Query query, @Nullable UUID after)
      throws SQLException {
    if (dialect.hasPartitions() && query.consentId() != null) {
      return contentsOf(connection, query.consentId(), query, after);
    }
    StringBuilder where = new StringBuilder("kind = 'RECORD' AND payload IS NOT NULL");
    List<Object> parameters = new ArrayList<>();
    if (query.consentId() != null) {
      where.append(" AND consent_id = ?");
      parameters.add(query.consentId());
    }
    UUID start = after;
    if (query.from() != null) {
      where.append(" AND stored_at >= ?");
      parameters.add(dialect.time(query.from().minus(SLACK)));
      start = start == null ? first(query.from().minus(SLACK)) : start;
    }
    if (start != null) {
      where.append(" AND record_id > ?");
      parameters.add(dialect.id(start));
    }
    if (query.until() != null) {
      where.append(" AND record_id < ?");
      parameters.add(dialect.id(first(query.until().plus(SLACK))));
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT record_id, payload FROM consent_records WHERE "
                + where
                + " ORDER BY record_id LIMIT "
                + PAGE)) {
      set(select, parameters);
      return contents(select);
    }
  }

  private static List<Content> contents(PreparedStatement select) throws SQLException {
    List<Content> contents = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        contents.add(new Content(UUID.fromString(row.getString(1)), row.getString(2)));
      }
    }
    return contents;
  }

  /** A function of the database remembers the plan: to plan for all partitions takes longer. */
  private static List<Content> contentsOf(
      Connection connection, String consentId, Query query, @Nullable UUID after)
      throws SQLException {
    UUID start = query.from() == null ? LEAST : first(query.from().minus(SLACK));
    UUID end = query.until() == null ? GREATEST : first(query.until().plus(SLACK));
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT record_id, payload FROM consent_records_of(?, ?, ?, " + PAGE + ")")) {
      select.setString(1, consentId);
      select.setObject(2, after == null ? start : after);
      select.setObject(3, end);
      return contents(select);
    }
  }

  /** The content of a record. */
  record Content(UUID id, String text) {}

  private static UUID first(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }

  /** Returns the names of all nodes that have entries. */
  List<String> nodes(Connection connection) throws SQLException {
    return nodes(connection, "consent_records");
  }

  /** Returns the names of all nodes that have entries in a partition. */
  List<String> nodes(Connection connection, String partition) throws SQLException {
    List<String> nodes = new ArrayList<>();
    // each question is answered by the index, which "distinct" is not
    Optional<String> node = node(connection, partition, null);
    while (node.isPresent()) {
      nodes.add(node.get());
      node = node(connection, partition, node.get());
    }
    return nodes;
  }

  private static Optional<String> node(
      Connection connection, String partition, @Nullable String after) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT node FROM "
                + partition
                + (after == null ? "" : " WHERE node > ?")
                + " ORDER BY node LIMIT 1")) {
      if (after != null) {
        select.setString(1, after);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Returns all records of a visitor, by node, and keeps others from changing them. */
  List<StoredEntry> lock(Connection connection, String consentId) throws SQLException {
    return entries(
        connection,
        "WHERE consent_id = ? ORDER BY node, entry_number FOR UPDATE",
        List.of(consentId));
  }

  /** Takes the content from entries. Their places stay. */
  void empty(Connection connection, List<StoredEntry> entries) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE consent_records SET payload = NULL, consent_id = NULL, event = NULL"
                + " WHERE record_id = ? AND stored_at = ?")) {
      for (StoredEntry entry : entries) {
        update.setObject(1, dialect.id(entry.id()));
        update.setObject(2, dialect.time(entry.storedAt()));
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void set(PreparedStatement statement, List<Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }
}
