package io.github.consent4j.record.keep;

import io.github.consent4j.record.keep.Health.State;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health of a recorder, which logs one line for each change of its state. Thread-safe. */
final class KeepingHealth {

  private static final Logger LOG = LoggerFactory.getLogger(KeepingHealth.class);

  private final Clock clock;
  private final @Nullable Spool spool;
  private State state = State.OK;
  private Instant since;
  private boolean isStoreFailing;
  private @Nullable Instant lastAppend;
  private @Nullable String lastFailure;
  private @Nullable Instant lastFailureAt;
  private long kept;
  private long notKept;
  private long setAside;

  /** The number of records that were lost since the state was good. */
  private long missed;

  KeepingHealth(Clock clock, @Nullable Spool spool) {
    this.clock = clock;
    this.spool = spool;
    since = clock.instant();
  }

  /** The store has taken records for which callers wait. */
  synchronized void stored(int number) {
    kept += number;
    storeWorks();
  }

  /** The spool has taken records for which callers wait. */
  synchronized void spooled(int number) {
    kept += number;
    if (isStoreFailing) {
      change(State.SPOOLING);
    } else if (state == State.NOT_KEEPING) {
      change(State.OK);
    }
  }

  /** The store has taken everything that waited in the spool. */
  synchronized void drained() {
    storeWorks();
  }

  private void storeWorks() {
    lastAppend = clock.instant();
    isStoreFailing = false;
    change(State.OK);
  }

  /** The store has taken some of what waits in the spool. */
  synchronized void draining() {
    lastAppend = clock.instant();
  }

  /** The store has not taken records. */
  synchronized void storeFailed(String failure) {
    failed(failure);
    isStoreFailing = true;
  }

  /** The store has not taken records that wait in the spool. */
  synchronized void drainFailed(String failure) {
    storeFailed(failure);
    if (state == State.OK) {
      change(State.SPOOLING);
    }
  }

  /** Records of callers are not kept. */
  synchronized void notKept(int number, String failure) {
    notKept += number;
    missed += number;
    failed(failure);
    change(State.NOT_KEEPING);
  }

  /** The store refuses a record for ever. */
  synchronized void setAside(String record, String failure) {
    setAside++;
    failed(failure);
    LOG.error(
        "The store of consent records refuses record {} and takes others; it is in the file"
            + " set-aside.jsonl of the spool: {}",
        record,
        failure);
  }

  private void failed(String failure) {
    lastFailure = failure;
    lastFailureAt = clock.instant();
  }

  private void change(State next) {
    if (next == state) {
      return;
    }
    switch (next) {
      case OK -> {
        LOG.info("Consent records reach their store again; not kept meanwhile: {}", missed);
        missed = 0;
      }
      case SPOOLING ->
          LOG.warn(
              "The store of consent records cannot be reached; records wait in {} until it can: {}",
              spool == null ? "" : spool.directory(),
              lastFailure);
      case NOT_KEEPING ->
          LOG.error(
              "Consent records cannot be kept; records.when-full says what happens with decisions:"
                  + " {}",
              lastFailure);
      default -> throw new IllegalArgumentException(next.toString());
    }
    state = next;
    since = clock.instant();
  }

  synchronized Health health() {
    Health.Builder health =
        Health.builder(state, since)
            .counts(kept, notKept)
            .lastAppend(lastAppend)
            .lastFailure(lastFailure, lastFailureAt);
    if (spool != null) {
      health.spool(spool.directory(), Math.max(0, spool.waiting()), setAside);
    }
    return health.build();
  }
}
