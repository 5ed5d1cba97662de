package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.chain.Erasure;
import io.github.consent4j.record.sql.Dialect;
import io.github.consent4j.record.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Erases the records of one visitor from the chains of all nodes. Thread-safe. */
final class Eraser {

  /** How often another node may be faster in appending to its chain. */
  private static final int ATTEMPTS = 20;

  private final Transactions transactions;
  private final Dialect dialect;
  private final EntryTable entries;
  private final Chains chains;
  private final Clock clock;

  Eraser(
      Transactions transactions, Dialect dialect, EntryTable entries, Chains chains, Clock clock) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.entries = entries;
    this.chains = chains;
    this.clock = clock;
  }

  /** Erases all records of a visitor, and returns their number. */
  int erase(String consentId) throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.connect(
            connection -> {
              dialect.prepare(connection, now);
              return Transactions.run(connection, () -> erase(connection, consentId, now));
            });
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !Failures.isDuplicate(dialect, e)) {
          throw e;
        }
      }
    }
  }

  private int erase(Connection connection, String consentId, Instant now) throws SQLException {
    List<StoredEntry> erased = entries.lock(connection, consentId);
    Map<String, List<StoredEntry>> byNode =
        erased.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.entry().node(), TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<StoredEntry>> node : byNode.entrySet()) {
      Head head = chains.head(connection, node.getKey());
      Erasure erasure =
          new Erasure(now, node.getValue().stream().map(each -> each.entry().number()).toList());
      Instant storedAt = head.storedAt().isAfter(now) ? head.storedAt() : now;
      entries.insert(connection, List.of(StoredEntry.of(erasure, head, storedAt)));
    }
    if (!erased.isEmpty()) {
      entries.empty(connection, erased);
    }
    return erased.size();
  }
}
