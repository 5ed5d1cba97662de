package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.chain.Checkpoint;
import io.github.consent4j.record.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of checkpoints. Thread-safe. */
final class CheckpointTable {

  private static final String COLUMNS =
      "node, sequence_number, first_number, entry_number, link, made_at, key_id, signature";

  private final Dialect dialect;

  CheckpointTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Adds a checkpoint. That its place is taken shows that another node made one. */
  void insert(Connection connection, Checkpoint checkpoint) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO consent_checkpoints (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?)")) {
      insert.setString(1, checkpoint.node());
      insert.setLong(2, checkpoint.sequence());
      insert.setLong(3, checkpoint.first());
      insert.setLong(4, checkpoint.number());
      insert.setString(5, checkpoint.link());
      insert.setObject(6, dialect.time(checkpoint.at()));
      insert.setString(7, checkpoint.key());
      insert.setString(8, checkpoint.signature());
      insert.executeUpdate();
    }
  }

  /** Returns the newest checkpoint of a node; null if there is none. */
  @Nullable Checkpoint newest(Connection connection, String node) throws SQLException {
    List<Checkpoint> newest =
        select(connection, "WHERE node = ? ORDER BY sequence_number DESC LIMIT 1", node);
    return newest.isEmpty() ? null : newest.get(0);
  }

  /** Returns all checkpoints of a node. */
  List<Checkpoint> all(Connection connection, String node) throws SQLException {
    return select(connection, "WHERE node = ? ORDER BY sequence_number", node);
  }

  /** Returns the names of all nodes that have checkpoints. */
  static List<String> nodes(Connection connection) throws SQLException {
    List<String> nodes = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT DISTINCT node FROM consent_checkpoints");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        nodes.add(row.getString(1));
      }
    }
    return nodes;
  }

  private List<Checkpoint> select(Connection connection, String where, String node)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM consent_checkpoints " + where)) {
      select.setString(1, node);
      List<Checkpoint> checkpoints = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          checkpoints.add(
              new Checkpoint(
                  row.getString(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getString(5),
                  dialect.time(row, 6),
                  row.getString(7),
                  row.getString(8)));
        }
      }
      return checkpoints;
    }
  }
}
