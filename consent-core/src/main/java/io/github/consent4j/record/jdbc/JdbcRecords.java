package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in a database: PostgreSQL, MariaDB or H2. Several nodes may share it, each under a
 * name of its own. The tables lie in the current schema of the data source's connections. It takes
 * a connection for each operation, and gives it back. Thread-safe; while one thread appends, others
 * can read.
 */
public final class JdbcRecords implements ConsentRecords {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcRecords.class);

  /** How long the end of the use waits for one who appends. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Builder settings;
  private final @Nullable CheckpointKey key;
  private final Transactions transactions;

  /** Null until the database was reached. */
  private volatile @Nullable Store store;

  private JdbcRecords(Builder settings, @Nullable CheckpointKey key) {
    this.settings = settings;
    this.key = key;
    transactions = new Transactions(settings.dataSource);
  }

  /**
   * Begins the settings of a store.
   *
   * @param dataSource connects to the database, from a pool, in which closing gives back
   */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  /** The settings of a store. Not thread-safe. */
  public static final class Builder {

    private static final int LONGEST_NODE = 100;

    private final DataSource dataSource;
    private String node = "node";
    private @Nullable Path keyFile;
    private @Nullable KeyPair keyPair;
    private Clock clock = Clock.systemUTC();
    private boolean migrate = true;

    private Builder(DataSource dataSource) {
      this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * Sets the name of this node; {@code node} by default. No two processes may append under the
     * same name.
     *
     * @throws IllegalArgumentException if it is empty or longer than 100 characters
     */
    public Builder node(String node) {
      if (node.isBlank() || node.length() > LONGEST_NODE) {
        throw new IllegalArgumentException(
            "The name of a node has 1 to " + LONGEST_NODE + " characters, not '" + node + "'");
      }
      this.node = node;
      return this;
    }

    /**
     * Sets the file of the key that signs checkpoints: Ed25519 as PEM. A public key only verifies
     * them. Null, the default, for none.
     */
    public Builder key(@Nullable Path file) {
      keyFile = file;
      keyPair = null;
      return this;
    }

    /** Sets the key that signs checkpoints: Ed25519. Without a private key it only verifies. */
    public Builder key(KeyPair pair) {
      keyPair = pair;
      keyFile = null;
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets whether missing tables are created; true by default. */
    public Builder migrate(boolean migrate) {
      this.migrate = migrate;
      return this;
    }

    /**
     * Opens the store. If the database cannot be reached, each operation tries again.
     *
     * @throws IOException if the database is none of those that are supported, if its tables are
     *     missing or cannot be created, or if the key cannot be read
     * @throws IllegalArgumentException if the key is not Ed25519
     */
    public JdbcRecords open() throws IOException {
      CheckpointKey key = null;
      if (keyFile != null) {
        key = CheckpointKey.read(keyFile);
      } else if (keyPair != null) {
        key = CheckpointKey.of(keyPair);
      }
      JdbcRecords records = new JdbcRecords(this, key);
      try {
        records.store();
      } catch (SQLException e) {
        if (!Failures.isUnreachable(e)) {
          throw Failures.io("cannot be used", e);
        }
        LOG.warn("The database for consent records cannot be reached yet: {}", e.getMessage());
      }
      return records;
    }
  }

  /** What works on a database that was reached. */
  private record Store(
      EntryTable entries,
      NoticeTable notices,
      ChainWriter writer,
      Eraser eraser,
      Retention retention,
      ChainCheck check) {}

  private Store store() throws SQLException {
    Store reached = store;
    return reached == null ? reach() : reached;
  }

  private synchronized Store reach() throws SQLException {
    Store reached = store;
    if (reached == null) {
      Dialect dialect =
          transactions.connect(
              connection -> {
                Dialect found = Dialects.of(connection.getMetaData());
                SchemaScripts scripts = new SchemaScripts(found);
                if (settings.migrate) {
                  scripts.run(connection);
                } else {
                  scripts.check(connection);
                }
                return found;
              });
      reached = store(dialect);
      reached.writer.open();
      store = reached;
    }
    return reached;
  }

  private Store store(Dialect dialect) {
    Clock clock = settings.clock;
    EntryTable entries = new EntryTable(dialect);
    CheckpointTable checkpoints = new CheckpointTable(dialect);
    Chains chains = new Chains(entries, checkpoints, key, clock);
    return new Store(
        entries,
        new NoticeTable(dialect),
        new ChainWriter(settings.node, transactions, dialect, entries, chains, clock),
        new Eraser(transactions, dialect, entries, chains, clock),
        dialect.hasPartitions()
            ? new DroppedPartitions(dialect, entries, chains, clock)
            : new DeletedRows(dialect, entries, chains),
        new ChainCheck(transactions, entries, checkpoints, key));
  }

  @Override
  public void append(Collection<ConsentRecord> records) throws IOException {
    try {
      store().writer.append(records);
    } catch (SQLException e) {
      throw Failures.io("did not store records", e);
    }
  }

  @Override
  public void forEach(Query query, Consumer<ConsentRecord> action) throws IOException {
    UUID last = null;
    List<EntryTable.Content> page;
    do {
      page = page(query, last);
      for (EntryTable.Content content : page) {
        ConsentRecord record = RecordJson.read(content.text());
        if (query.accepts(record)) {
          action.accept(record);
        }
        last = content.id();
      }
    } while (page.size() == EntryTable.PAGE);
  }

  private List<EntryTable.Content> page(Query query, @Nullable UUID after) throws IOException {
    return read((store, connection) -> store.entries.contents(connection, query, after));
  }

  @Override
  public void archive(Notice notice, byte[] inventory) throws IOException {
    try {
      NoticeTable notices = store().notices;
      transactions.run(
          connection -> {
            notices.insert(connection, notice);
            NoticeTable.insert(connection, notice.policy(), inventory);
            return null;
          });
    } catch (SQLException e) {
      throw Failures.io("did not store a notice", e);
    }
  }

  @Override
  public Optional<Notice> notice(String idStart) throws IOException {
    return read((store, connection) -> store.notices.notice(connection, idStart));
  }

  @Override
  public Optional<byte[]> inventory(String policy) throws IOException {
    return read((store, connection) -> NoticeTable.inventory(connection, policy));
  }

  @Override
  public int erase(String consentId) throws IOException {
    try {
      return store().eraser.erase(consentId);
    } catch (SQLException e) {
      throw Failures.io("did not erase records", e);
    }
  }

  @Override
  public long purge(Instant before) throws IOException {
    try {
      Retention retention = store().retention;
      return transactions.connect(connection -> retention.purge(connection, before));
    } catch (SQLException e) {
      throw Failures.io("did not remove old records", e);
    }
  }

  @Override
  public Verification verify() throws IOException {
    try {
      return store().check.verify();
    } catch (SQLException e) {
      throw Failures.io("cannot be read", e);
    }
  }

  /** A question to a database that was reached. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(Store store, Connection connection) throws SQLException;
  }

  private <T> T read(Question<T> question) throws IOException {
    try {
      Store reached = store();
      return transactions.run(connection -> question.ask(reached, connection));
    } catch (SQLException e) {
      throw Failures.io("cannot be read", e);
    }
  }

  /** Signs the newest entry, if that can be done within seconds. The data source stays open. */
  @Override
  public void close() {
    Store reached = store;
    if (reached == null) {
      return;
    }
    try {
      reached.writer.sign(PATIENCE);
    } catch (SQLException e) {
      LOG.warn("The newest consent records are not signed: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
