package io.github.consent4j.seen.jdbc;

import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Dialects;
import io.github.consent4j.record.sql.SchemaScripts;
import io.github.consent4j.record.sql.Transactions;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenBatch;
import io.github.consent4j.seen.journal.SeenList;
import io.github.consent4j.seen.journal.SeenStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was seen in the database of the records, in tables of its own that are created when
 * they are missing. Each batch is one transaction, in which no other node adds one. Thread-safe.
 */
public final class JdbcSeen implements SeenStore {

  /** The writer whose row is locked. */
  private static final String EVERYBODY = "*";

  private static final int MOST_ITEMS = 5000;
  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration WRITERS_KEPT = Duration.ofDays(30);

  private final Transactions transactions;

  /** Null until the database was reached. */
  private volatile @Nullable Dialect dialect;

  private record Key(Seen.Kind kind, String name) {

    static Key of(Seen.Item item) {
      return new Key(item.kind(), item.name());
    }
  }

  /**
   * Makes a store. It takes a connection for each batch, and gives it back.
   *
   * @param dataSource connects to the database, which need not be reachable yet
   */
  public JdbcSeen(DataSource dataSource) {
    transactions = new Transactions(dataSource);
  }

  @Override
  public SeenList add(SeenBatch batch) throws IOException {
    try {
      Dialect known = dialect == null ? reach() : dialect;
      return transactions.run(connection -> add(connection, known, batch));
    } catch (SQLException e) {
      throw new IOException(
          "the database did not take what was seen: " + String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns everything that all nodes have added. It changes nothing, and needs no right but to
   * read.
   *
   * @throws IOException if the database cannot be read, or has no such tables
   */
  public List<Seen.Item> read() throws IOException {
    try {
      return transactions.connect(
          connection -> new SeenTable(Dialects.of(connection.getMetaData())).all(connection));
    } catch (SQLException e) {
      throw new IOException(
          "what was seen cannot be read from the database: " + String.valueOf(e.getMessage()), e);
    }
  }

  private Dialect reach() throws SQLException {
    Dialect found =
        transactions.connect(
            connection -> {
              Dialect of = Dialects.of(connection.getMetaData());
              new SchemaScripts(of).run(connection);
              return of;
            });
    dialect = found;
    return found;
  }

  private static SeenList add(Connection connection, Dialect dialect, SeenBatch batch)
      throws SQLException {
    Instant since = lock(connection, dialect, batch);
    SeenTable table = new SeenTable(dialect);
    Map<Key, Seen.Item> all = new HashMap<>();
    table.all(connection).forEach(item -> all.put(Key.of(item), item));
    if (isNew(connection, dialect, batch)) {
      List<Seen.Item> known = new ArrayList<>();
      List<Seen.Item> added = new ArrayList<>();
      for (Seen.Item item : batch.items()) {
        Seen.Item earlier = all.get(Key.of(item));
        if (earlier != null) {
          Seen.Item sum = SeenList.sum(item, earlier);
          known.add(sum);
          all.put(Key.of(sum), sum);
        } else if (all.size() < MOST_ITEMS) {
          added.add(item);
          all.put(Key.of(item), item);
        }
      }
      table.update(connection, known);
      table.insert(connection, added);
      table.deleteBefore(connection, batch.at().minus(KEPT));
      deleteWriters(connection, dialect, batch.at().minus(WRITERS_KEPT));
    }
    return new SeenList(since, List.copyOf(all.values()));
  }

  /** Waits until no other node adds a batch. Returns since when the site is observed. */
  private static Instant lock(Connection connection, Dialect dialect, SeenBatch batch)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT changed_at FROM consent_seen_batches WHERE writer = ? FOR UPDATE")) {
      select.setString(1, EVERYBODY);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return dialect.time(row, 1);
        }
      }
    }
    // If another node is as fast, the unique key refuses this batch, which is repeated later.
    insertWriter(connection, dialect, EVERYBODY, 0, batch.since());
    return batch.since();
  }

  /** Returns whether a batch is not there yet, and notes it. */
  private static boolean isNew(Connection connection, Dialect dialect, SeenBatch batch)
      throws SQLException {
    String writer = batch.writer().toString();
    OptionalLong latest = latest(connection, writer);
    if (latest.isEmpty()) {
      insertWriter(connection, dialect, writer, batch.number(), batch.at());
      return true;
    }
    if (latest.getAsLong() >= batch.number()) {
      return false;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE consent_seen_batches SET batch = ?, changed_at = ? WHERE writer = ?")) {
      update.setLong(1, batch.number());
      update.setObject(2, dialect.time(batch.at()));
      update.setString(3, writer);
      update.executeUpdate();
      return true;
    }
  }

  private static OptionalLong latest(Connection connection, String writer) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT batch FROM consent_seen_batches WHERE writer = ?")) {
      select.setString(1, writer);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private static void insertWriter(
      Connection connection, Dialect dialect, String writer, long batch, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO consent_seen_batches (writer, batch, changed_at) VALUES (?,?,?)")) {
      insert.setString(1, writer);
      insert.setLong(2, batch);
      insert.setObject(3, dialect.time(at));
      insert.executeUpdate();
    }
  }

  private static void deleteWriters(Connection connection, Dialect dialect, Instant before)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM consent_seen_batches WHERE writer <> ? AND changed_at < ?")) {
      delete.setString(1, EVERYBODY);
      delete.setObject(2, dialect.time(before));
      delete.executeUpdate();
    }
  }
}
