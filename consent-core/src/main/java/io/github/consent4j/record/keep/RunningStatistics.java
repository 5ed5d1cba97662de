package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decisions of the last days: those before a time by reading the store, those from then
 * on as they are kept. The store alone survives a restart, so that numbers and records never
 * disagree for long. Thread-safe.
 */
final class RunningStatistics {

  /** The number of days that are counted, today included. */
  static final int DAYS = 31;

  /** What is counted as it is kept, from a time on. */
  private record Live(Instant from, Statistics.Counter counter) {

    void count(List<ConsentRecord> records) {
      for (ConsentRecord record : records) {
        if (!record.at().isBefore(from)) {
          counter.count(record);
        }
      }
    }
  }

  private final Clock clock;

  /** Guarded by this. */
  private Live live;

  /** What is counted from the beginning of a recount. Guarded by this. */
  private @Nullable Live next;

  /** Guarded by this. */
  private boolean isComplete;

  RunningStatistics(Clock clock) {
    this.clock = clock;
    live = new Live(clock.instant(), new Statistics.Counter());
  }

  /** Counts decisions that have been kept. */
  synchronized void count(List<ConsentRecord> records) {
    live.count(records);
    if (next != null) {
      next.count(records);
    }
  }

  /**
   * Counts the decisions in the store.
   *
   * @param isEnding whether to give up
   * @throws IOException if the store cannot be read
   */
  void recount(ConsentRecords store, BooleanSupplier isEnding) throws IOException {
    Live started;
    synchronized (this) {
      // The first time, what is kept since the start is counted already.
      started = isComplete ? new Live(clock.instant(), new Statistics.Counter()) : live;
      next = isComplete ? started : null;
    }
    Statistics.Counter stored = new Statistics.Counter();
    Instant oldest = oldest().atStartOfDay(ZoneOffset.UTC).toInstant();
    store.forEach(
        new Query(null, oldest, started.from),
        record -> {
          if (isEnding.getAsBoolean()) {
            throw new CancellationException();
          }
          stored.count(record);
        });
    synchronized (this) {
      started.counter.add(stored);
      live = started;
      next = null;
      isComplete = true;
    }
  }

  private LocalDate oldest() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(DAYS - 1);
  }

  synchronized Statistics statistics() {
    live.counter.forgetBefore(oldest());
    return live.counter.statistics(isComplete);
  }
}
