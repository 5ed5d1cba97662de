package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves records from the spool to the store, the oldest first. A record leaves the spool when the
 * store has taken it. One thread uses it.
 */
final class SpoolDrain {

  /**
   * The number of times in a row that the store must refuse a record, take the one behind it and
   * refuse the first one again. A store that just comes back does so once.
   */
  private static final int PROOFS = 5;

  private final ConsentRecords store;
  private final Spool spool;
  private final KeepingHealth health;
  private final int most;
  private int size;
  private int proofs;
  private List<ConsentRecord> tried = List.of();

  SpoolDrain(ConsentRecords store, Spool spool, KeepingHealth health, int most) {
    this.store = store;
    this.spool = spool;
    this.health = health;
    this.most = most;
    size = most;
  }

  /**
   * Moves some records. After a failure one record is tried alone, so that one which the store
   * refuses is found.
   *
   * @throws IOException if the store has not taken them; they stay in the spool
   */
  void step() throws IOException {
    List<SpoolLine> lines = spool.peek(size);
    tried = List.of();
    if (lines.isEmpty()) {
      throw new IOException("The spool counts records and contains none");
    }
    try {
      append(lines);
      proofs = 0;
    } catch (IOException | RuntimeException | Error e) {
      size = 1;
      if (lines.size() > 1 || !isRefused(lines.get(0))) {
        proofs = 0;
        throw e;
      }
      proofs++;
      if (proofs < PROOFS) {
        throw e;
      }
      setAside(lines.get(0), Failures.describe(e, tried));
      spool.take(lines);
      proofs = 0;
    }
    size = Math.min(most, 2 * size);
    health.draining();
    if (spool.waiting() <= 0) {
      health.drained();
    }
  }

  private void append(List<SpoolLine> lines) throws IOException {
    List<ConsentRecord> records = new ArrayList<>();
    List<SpoolLine> damaged = new ArrayList<>();
    for (SpoolLine line : lines) {
      Optional<ConsentRecord> record = line.record();
      record.ifPresentOrElse(records::add, () -> damaged.add(line));
    }
    tried = records;
    if (!records.isEmpty()) {
      store.append(records);
    }
    for (SpoolLine line : damaged) {
      setAside(line, "The line is damaged");
    }
    spool.take(lines);
  }

  /** Returns whether the store takes the record behind the first one, and still not that one. */
  private boolean isRefused(SpoolLine line) throws IOException {
    Optional<ConsentRecord> first = line.record();
    Optional<ConsentRecord> second = spool.second().flatMap(SpoolLine::record);
    return first.isPresent()
        && second.isPresent()
        && isTaken(second.get())
        && !isTaken(first.get());
  }

  private boolean isTaken(ConsentRecord record) {
    try {
      store.append(List.of(record));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void setAside(SpoolLine line, String failure) throws IOException {
    spool.setAside(line);
    health.setAside(line.record().map(record -> record.id().toString()).orElse("?"), failure);
  }

  /** The latest step has failed. */
  void failed(Throwable failure) {
    health.drainFailed(Failures.describe(failure, tried));
  }
}
