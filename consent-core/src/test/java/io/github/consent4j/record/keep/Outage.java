package io.github.consent4j.record.keep;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store that fails as a database does. A PostgreSQL that is stopped refuses connections at once
 * (SQLSTATE 08001); one whose process is killed ends the connection, and nobody knows whether it
 * has committed (57P01); one behind a broken network does not answer, without a time limit unless
 * the driver is given one.
 */
final class Outage {

  /** What the store does with records. */
  enum Mode {
    WORKS,
    REFUSES_CONNECTIONS,
    HANGS,
    COMMITS_AND_FAILS
  }

  final ConsentRecords store;
  final AtomicInteger calls = new AtomicInteger();

  /** The sizes of what was appended at once. */
  final List<Integer> batches = new ArrayList<>();

  private final Map<UUID, ConsentRecord> stored = new LinkedHashMap<>();
  private volatile Mode mode = Mode.WORKS;
  private volatile CountDownLatch answer = new CountDownLatch(0);
  private volatile Predicate<ConsentRecord> refused = record -> false;

  Outage() throws IOException {
    store = mock(ConsentRecords.class, withSettings().stubOnly());
    doAnswer(
            call -> {
              append(call.getArgument(0));
              return null;
            })
        .when(store)
        .append(anyCollection());
    doAnswer(
            call -> {
              forEach(call.getArgument(0), call.getArgument(1));
              return null;
            })
        .when(store)
        .forEach(any(), any());
    doAnswer(call -> erase(call.getArgument(0))).when(store).erase(any());
  }

  void is(Mode next) {
    CountDownLatch before = answer;
    answer = new CountDownLatch(next == Mode.HANGS ? 1 : 0);
    mode = next;
    before.countDown();
  }

  /** Refuses some records for ever, as a column does that is too short. */
  void refuses(Predicate<ConsentRecord> which) {
    refused = which;
  }

  private void append(Collection<ConsentRecord> records) throws Exception {
    calls.incrementAndGet();
    Mode now = mode;
    answer.await();
    if (now == Mode.REFUSES_CONNECTIONS) {
      throw new IOException(
          "No connection", new SQLException("Connection to localhost:5432 refused.", "08001"));
    }
    for (ConsentRecord record : records) {
      if (refused.test(record)) {
        throw new IOException(
            new SQLException("value '" + record.consentId() + "' is too long", "22001"));
      }
    }
    synchronized (stored) {
      records.forEach(record -> stored.putIfAbsent(record.id(), record));
      batches.add(records.size());
    }
    if (now == Mode.COMMITS_AND_FAILS) {
      throw new IOException(
          new SQLException("terminating connection due to administrator command", "57P01"));
    }
  }

  private void forEach(Query query, Consumer<ConsentRecord> action) {
    stored().stream().filter(query::accepts).forEach(action);
  }

  private int erase(String consentId) throws Exception {
    answer.await();
    if (mode != Mode.WORKS) {
      throw new IOException("No connection");
    }
    synchronized (stored) {
      int before = stored.size();
      stored.values().removeIf(record -> record.consentId().equals(consentId));
      return before - stored.size();
    }
  }

  List<ConsentRecord> stored() {
    synchronized (stored) {
      return List.copyOf(stored.values());
    }
  }
}
