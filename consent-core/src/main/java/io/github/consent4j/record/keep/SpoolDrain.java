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

  /** The number of times that a record fails alone before the one behind it is tried. */
  private static final int ATTEMPTS = 3;

  private final ConsentRecords store;
  private final Spool spool;
  private final KeepingHealth health;
  private final int most;
  private int size;
  private int attempts;
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
    } catch (IOException | RuntimeException | Error e) {
      boolean isAlone = lines.size() == 1;
      attempts = isAlone ? attempts + 1 : 0;
      size = 1;
      if (attempts < ATTEMPTS || !isRefused(lines.get(0), e)) {
        throw e;
      }
    }
    attempts = 0;
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

  /** Sets a record aside if the store takes the one behind it. Returns whether it does. */
  private boolean isRefused(SpoolLine line, Throwable failure) throws IOException {
    Optional<ConsentRecord> next = spool.second().flatMap(SpoolLine::record);
    if (next.isEmpty()) {
      return false;
    }
    try {
      store.append(List.of(next.get()));
    } catch (IOException | RuntimeException e) {
      return false;
    }
    setAside(line, Failures.describe(failure, tried));
    spool.take(List.of(line));
    return true;
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
