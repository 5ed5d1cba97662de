package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to the chain of one node. It remembers the end of the chain, and reads it again
 * after each failure: a commit whose answer was lost may have happened. Thread-safe.
 */
final class ChainWriter {

  /** How far a record's time may be ahead of the clock. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private final String node;
  private final Transactions transactions;
  private final Dialect dialect;
  private final EntryTable entries;
  private final Chains chains;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();

  /** The end of the chain; null if it is not known. */
  private @Nullable Head head;

  ChainWriter(
      String node,
      Transactions transactions,
      Dialect dialect,
      EntryTable entries,
      Chains chains,
      Clock clock) {
    this.node = node;
    this.transactions = transactions;
    this.dialect = dialect;
    this.entries = entries;
    this.chains = chains;
    this.clock = clock;
  }

  /** Reads the end of the chain, and makes that entries can be stored. */
  void open() throws SQLException {
    lock.lock();
    try {
      head =
          transactions.connect(
              connection -> {
                dialect.prepare(connection, clock.instant());
                return read(connection);
              });
    } finally {
      lock.unlock();
    }
  }

  private Head read(Connection connection) throws SQLException {
    return Transactions.run(connection, () -> chains.head(connection, node));
  }

  /** Appends those records that are not there yet, in one transaction. */
  void append(Collection<ConsentRecord> records) throws SQLException {
    Map<UUID, ConsentRecord> wanted = new LinkedHashMap<>();
    records.forEach(record -> wanted.putIfAbsent(record.id(), record));
    if (wanted.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      Head assumed = head;
      head = null;
      head = append(List.copyOf(wanted.values()), assumed);
    } catch (SQLException e) {
      dialect.forget();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private Head append(List<ConsentRecord> records, @Nullable Head assumed) throws SQLException {
    try {
      return transactions.connect(
          connection -> store(connection, records, assumed == null ? read(connection) : assumed));
    } catch (SQLException e) {
      if (!Failures.isDuplicate(dialect, e)) {
        throw e;
      }
    }
    return transactions.connect(connection -> storeMissing(connection, records, assumed));
  }

  /** Stores those that are missing, after one of them or its place was found to be there. */
  private Head storeMissing(
      Connection connection, List<ConsentRecord> records, @Nullable Head assumed)
      throws SQLException {
    Head now = read(connection);
    if (assumed != null && hasRecordsAfter(connection, assumed)) {
      head = now;
      throw new SQLNonTransientException(
          "Another process appends records as node '"
              + node
              + "', too. Each process needs a name of its own (records.node). Records that were"
              + " not stored can be appended again");
    }
    return store(
        connection, Transactions.run(connection, () -> without(connection, records, records)), now);
  }

  /** Other nodes may add erasures. */
  private boolean hasRecordsAfter(Connection connection, Head assumed) throws SQLException {
    return Transactions.run(connection, () -> entries.chain(connection, node, assumed.number()))
        .stream()
        .anyMatch(stored -> stored.entry().kind() == ChainEntry.Kind.RECORD);
  }

  private Head store(Connection connection, List<ConsentRecord> records, Head from)
      throws SQLException {
    Instant storedAt = storedAt(records, from);
    dialect.prepare(connection, storedAt);
    List<ConsentRecord> unsure =
        records.stream()
            .filter(record -> !dialect.refusesDuplicate(record.at(), storedAt))
            .toList();
    boolean newDay = from.number() > 0 && day(from.storedAt()).isBefore(day(storedAt));
    boolean isOne = records.size() == 1 || dialect.hasArrays();
    if (isOne && unsure.isEmpty() && !newDay && !records.isEmpty()) {
      // one statement needs no transaction, which would be one more round trip
      return Transactions.single(connection, () -> insert(connection, records, from, storedAt));
    }
    return Transactions.run(
        connection,
        () -> {
          if (newDay) {
            chains.sign(connection, from);
          }
          return insert(connection, without(connection, records, unsure), from, storedAt);
        });
  }

  private Head insert(
      Connection connection, List<ConsentRecord> records, Head from, Instant storedAt)
      throws SQLException {
    List<StoredEntry> rows = new ArrayList<>(records.size());
    Head end = from;
    for (ConsentRecord record : records) {
      StoredEntry row = StoredEntry.of(record, end, storedAt);
      rows.add(row);
      end = end.after(row.entry(), storedAt);
    }
    if (!rows.isEmpty()) {
      entries.insert(connection, rows);
    }
    return end;
  }

  /** Never goes back, and is not before a decision, so that it tells where a record can be. */
  private Instant storedAt(List<ConsentRecord> records, Head from) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant latest = from.storedAt().isAfter(now) ? from.storedAt() : now;
    for (ConsentRecord record : records) {
      if (record.at().isAfter(latest) && record.at().isBefore(now.plus(AHEAD))) {
        latest = record.at();
      }
    }
    return latest;
  }

  /** Leaves out those of the unsure records that are there. */
  private List<ConsentRecord> without(
      Connection connection, List<ConsentRecord> records, List<ConsentRecord> unsure)
      throws SQLException {
    if (unsure.isEmpty()) {
      return records;
    }
    Set<UUID> present = entries.present(connection, unsure);
    return records.stream().filter(record -> !present.contains(record.id())).toList();
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Signs the end of the chain, unless it is not known or cannot be had in time. */
  void sign(Duration patience) throws SQLException, InterruptedException {
    if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    try {
      Head end = head;
      if (end != null) {
        transactions.run(
            connection -> {
              chains.sign(connection, end);
              return null;
            });
      }
    } finally {
      lock.unlock();
    }
  }
}
