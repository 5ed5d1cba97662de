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

  /** The number of times in a row that a record fails alone before another one is tried. */
  private static final int ATTEMPTS = 3;

  /**
   * The number of times in a row that the store must refuse a record, take another one and refuse
   * the first one again. A store that just comes back does so once.
   */
  private static final int PROOFS = 5;

  /** The number of records among which one of another visitor is looked for. */
  private static final int NEAR = 100;

  private final ConsentRecords store;
  private final Spool spool;
  private final KeepingHealth health;
  private final int most;
  private int size;
  private int attempts;
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
    } catch (IOException | RuntimeException | Error e) {
      if (!isRefused(lines)) {
        throw e;
      }
      setAside(lines.get(0), Failures.describe(e, tried));
      spool.take(lines);
    }
    attempts = 0;
    proofs = 0;
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
      if (!line.isErased()) {
        line.record().ifPresentOrElse(records::add, () -> damaged.add(line));
      }
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

  /** Counts a failure. Returns whether it is proven that the store refuses just this record. */
  private boolean isRefused(List<SpoolLine> lines) throws IOException {
    size = 1;
    attempts = lines.size() == 1 ? attempts + 1 : 0;
    if (attempts <= ATTEMPTS || tried.isEmpty()) {
      return false;
    }
    ConsentRecord first = tried.get(0);
    Optional<ConsentRecord> other = otherVisitor(first);
    boolean isProof = other.isPresent() && isTaken(other.get()) && !isTaken(first);
    proofs = isProof ? proofs + 1 : 0;
    return proofs == PROOFS;
  }

  /** Returns the next record of another visitor: what one visitor decides keeps its order. */
  private Optional<ConsentRecord> otherVisitor(ConsentRecord first) throws IOException {
    return spool.first(NEAR).stream()
        .flatMap(line -> line.record().stream())
        .filter(record -> !record.consentId().equals(first.consentId()))
        .findFirst();
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
