package io.github.consent4j.record.jdbc;

import io.github.consent4j.format.Json;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.chain.NodeName;
import io.github.consent4j.record.json.RecordJson;
import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Dialects;
import io.github.consent4j.record.sql.SchemaScripts;
import io.github.consent4j.record.sql.Transactions;
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
import java.util.concurrent.locks.ReentrantLock;
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
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Transactions transactions;
  private final String node;
  private final @Nullable CheckpointKey key;
  private final Clock clock;
  private final boolean migrate;

  /** Null until the database was reached. */
  private volatile @Nullable Store store;

  private JdbcRecords(Builder from) {
    transactions = new Transactions(from.dataSource);
    node = from.node == null ? NodeName.ofHost() : from.node;
    key = from.key;
    clock = from.clock;
    migrate = from.migrate;
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

    private final DataSource dataSource;
    private @Nullable String node;
    private @Nullable CheckpointKey key;
    private Clock clock = Clock.systemUTC();
    private boolean migrate = true;

    private Builder(DataSource dataSource) {
      this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * Sets the name of this node; the name of the host by default. No two processes may append
     * under the same name.
     *
     * @throws IllegalArgumentException if it is blank, long or has control characters
     */
    public Builder node(String node) {
      this.node = NodeName.require(node);
      return this;
    }

    /**
     * Sets the key that signs checkpoints, or only verifies them, from a file with PEM blocks: an
     * Ed25519 private key (PKCS #8), or public ones (X.509). Without a key nothing is signed.
     *
     * @throws IOException if the file cannot be read or holds no such key
     */
    public Builder key(Path pem) throws IOException {
      key = CheckpointKey.read(pem);
      return this;
    }

    /**
     * Sets the key that signs checkpoints, or only verifies them.
     *
     * @param pair Ed25519 keys; the private one is null if it shall only verify
     * @throws IllegalArgumentException if the keys are not Ed25519, or no pair
     */
    public Builder key(KeyPair pair) {
      key = CheckpointKey.of(pair);
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
     * @throws IOException if the database is none of those that are supported, or if its tables are
     *     missing or cannot be created
     * @throws IllegalStateException if the application has no Jackson, with which records are read
     */
    public JdbcRecords open() throws IOException {
      Json.requireReadable();
      JdbcRecords records = new JdbcRecords(this);
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

  private Store reach() throws SQLException {
    lock.lock();
    try {
      Store reached = store;
      if (reached == null) {
        Dialect dialect =
            transactions.connect(
                connection -> {
                  Dialect found = Dialects.of(connection.getMetaData());
                  SchemaScripts scripts = new SchemaScripts(found);
                  if (migrate) {
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
    } finally {
      lock.unlock();
    }
  }

  private Store store(Dialect dialect) {
    EntryTable entries = new EntryTable(dialect);
    CheckpointTable checkpoints = new CheckpointTable(dialect);
    Chains chains = new Chains(entries, checkpoints, key, clock);
    return new Store(
        entries,
        new NoticeTable(dialect),
        new ChainWriter(node, transactions, dialect, entries, chains, clock),
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
    try {
      EntryTable entries = store().entries;
      return transactions.connect(
          connection ->
              Transactions.single(connection, () -> entries.contents(connection, query, after)));
    } catch (SQLException e) {
      throw Failures.io("cannot be read", e);
    }
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
