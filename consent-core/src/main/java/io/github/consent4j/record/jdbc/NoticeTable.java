package io.github.consent4j.record.jdbc;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.sql.Dialect;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The tables of notices and of inventories. Thread-safe. */
final class NoticeTable {

  private static final String COLUMNS =
      "id, layer, language, revision, policy, shown_since, words, html";

  private final Dialect dialect;

  NoticeTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Adds a notice, unless it is there. */
  void insert(Connection connection, Notice notice) throws SQLException {
    if (isThere(connection, "SELECT 1 FROM consent_notices WHERE id = ?", notice.id())) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO consent_notices (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?)")) {
      insert.setString(1, notice.id());
      insert.setString(2, notice.layer().name());
      insert.setString(3, notice.language());
      insert.setString(4, notice.revision());
      insert.setString(5, notice.policy());
      insert.setObject(6, dialect.time(notice.since()));
      insert.setString(7, notice.text());
      insert.setString(8, notice.html());
      insert.executeUpdate();
    }
  }

  /** Adds the inventory of a policy, unless it is there. */
  static void insert(Connection connection, String policy, byte[] inventory) throws SQLException {
    if (isThere(connection, "SELECT 1 FROM consent_inventories WHERE policy = ?", policy)) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO consent_inventories (policy, inventory) VALUES (?,?)")) {
      insert.setString(1, policy);
      insert.setString(2, new String(inventory, StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  private static boolean isThere(Connection connection, String sql, String key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Returns the first notice whose identifier starts with a text. */
  Optional<Notice> notice(Connection connection, String idStart) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM consent_notices WHERE id >= ? AND id < ? ORDER BY id LIMIT 1")) {
      select.setString(1, idStart);
      select.setString(2, idStart + "~"); // behind all signs of an identifier
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Notice(
                row.getString(1),
                Layer.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                dialect.time(row, 6),
                row.getString(7),
                row.getString(8)));
      }
    }
  }

  /** Returns the inventory of a policy. */
  static Optional<byte[]> inventory(Connection connection, String policy) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT inventory FROM consent_inventories WHERE policy = ?")) {
      select.setString(1, policy);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(row.getString(1).getBytes(StandardCharsets.UTF_8))
            : Optional.empty();
      }
    }
  }
}
