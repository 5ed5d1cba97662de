package io.github.consent4j.seen.jdbc;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table of what was seen. Thread-safe. */
final class SeenTable {

  /** What stands for the lifetime of a cookie that the browser deletes at its end. */
  private static final String SESSION = "session";

  private static final String[] COLUMNS = {
    "service",
    "first_seen",
    "last_seen",
    "occurrences",
    "before_decision",
    "refused",
    "allowed",
    "blocked",
    "pages",
    "secure",
    "http_only",
    "same_site",
    "cookie_path",
    "cookie_domain",
    "lifetime",
    "kind",
    "name"
  };

  private static final String INSERT =
      "INSERT INTO consent_seen ("
          + String.join(", ", COLUMNS)
          + ") VALUES (?"
          + ", ?".repeat(COLUMNS.length - 1)
          + ")";

  private static final String UPDATE =
      "UPDATE consent_seen SET "
          + String.join(" = ?, ", List.of(COLUMNS).subList(0, COLUMNS.length - 2))
          + " = ? WHERE kind = ? AND name = ?";

  private static final String SELECT =
      "SELECT " + String.join(", ", COLUMNS) + " FROM consent_seen ORDER BY kind, name";

  private final Dialect dialect;

  SeenTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Reads everything. */
  List<Seen.Item> all(Connection connection) throws SQLException {
    List<Seen.Item> items = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        items.add(item(row));
      }
    }
    return items;
  }

  private Seen.Item item(ResultSet row) throws SQLException {
    String pages = row.getString(9);
    String lifetime = row.getString(15);
    return SeenList.item(
        EnumName.read(Seen.Kind.class, row.getString(16)),
        row.getString(17),
        Optional.ofNullable(row.getString(1)),
        pages.isEmpty() ? List.of() : List.of(pages.split("\n")),
        dialect.time(row, 2),
        dialect.time(row, 3),
        row.getLong(4),
        new Seen.ByConsent(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
        lifetime == null ? Optional.empty() : Optional.of(attributes(row, lifetime)));
  }

  private static Seen.Attributes attributes(ResultSet row, String lifetime) throws SQLException {
    return new Seen.Attributes(
        row.getBoolean(10),
        row.getBoolean(11),
        Optional.ofNullable(row.getString(12)),
        Optional.ofNullable(row.getString(13)),
        Optional.ofNullable(row.getString(14)),
        lifetime.equals(SESSION) ? Optional.empty() : Optional.of(Duration.parse(lifetime)));
  }

  /** Adds things that are not there. */
  void insert(Connection connection, Collection<Seen.Item> items) throws SQLException {
    write(connection, INSERT, items);
  }

  /** Replaces things that are there. */
  void update(Connection connection, Collection<Seen.Item> items) throws SQLException {
    write(connection, UPDATE, items);
  }

  private void write(Connection connection, String sql, Collection<Seen.Item> items)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Seen.Item item : items) {
        set(statement, item);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void set(PreparedStatement statement, Seen.Item item) throws SQLException {
    Optional<Seen.Attributes> attributes = item.attributes();
    statement.setString(1, item.service().orElse(null));
    statement.setObject(2, dialect.time(item.first()));
    statement.setObject(3, dialect.time(item.last()));
    statement.setLong(4, item.count());
    statement.setLong(5, item.byConsent().before());
    statement.setLong(6, item.byConsent().refused());
    statement.setLong(7, item.byConsent().allowed());
    statement.setLong(8, item.byConsent().blocked());
    statement.setString(9, String.join("\n", item.pages()));
    statement.setBoolean(10, attributes.map(Seen.Attributes::secure).orElse(false));
    statement.setBoolean(11, attributes.map(Seen.Attributes::httpOnly).orElse(false));
    statement.setString(12, attributes.flatMap(Seen.Attributes::sameSite).orElse(null));
    statement.setString(13, attributes.flatMap(Seen.Attributes::path).orElse(null));
    statement.setString(14, attributes.flatMap(Seen.Attributes::domain).orElse(null));
    statement.setString(15, attributes.map(SeenTable::lifetime).orElse(null));
    statement.setString(16, EnumName.of(item.kind()));
    statement.setString(17, item.name());
  }

  private static String lifetime(Seen.Attributes attributes) {
    return attributes.lifetime().map(Duration::toString).orElse(SESSION);
  }

  /** Deletes what was not seen since a time. */
  void deleteBefore(Connection connection, Instant time) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM consent_seen WHERE last_seen < ?")) {
      delete.setObject(1, dialect.time(time));
      delete.executeUpdate();
    }
  }
}
