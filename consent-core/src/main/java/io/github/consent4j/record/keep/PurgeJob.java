package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes records whose time is over. Several nodes do so at different times, and the store lets
 * one at a time. Thread-safe.
 */
final class PurgeJob {

  private static final Logger LOG = LoggerFactory.getLogger(PurgeJob.class);

  private static final Duration AFTER_START = Duration.ofMinutes(10);
  private static final Duration AFTER_SUCCESS = Duration.ofHours(24);
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);
  private static final Duration JITTER = Duration.ofHours(1);

  private final ConsentRecords store;
  private final Period keepAfter;
  private final Clock clock;
  private final RandomGenerator random;

  PurgeJob(ConsentRecords store, Period keepAfter, Clock clock, RandomGenerator random) {
    this.store = store;
    this.keepAfter = keepAfter;
    this.clock = clock;
    this.random = random;
  }

  /** Returns how long the first run waits after the start. */
  Duration first() {
    return jittered(AFTER_START);
  }

  /** Removes records. Returns how long the next run waits. */
  Duration run() {
    try {
      long removed = purge();
      if (removed > 0) {
        LOG.info("Consent records that are not needed any longer were removed: {}", removed);
      }
      return jittered(AFTER_SUCCESS);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Consent records that are not needed any longer could not be removed; it is tried again:"
              + " {}",
          e.toString());
      return jittered(AFTER_FAILURE);
    }
  }

  /**
   * Removes records whose validity ended long enough ago.
   *
   * @return the number of removed records
   * @throws IOException if the store cannot be changed
   */
  long purge() throws IOException {
    Instant before = clock.instant().atOffset(ZoneOffset.UTC).minus(keepAfter).toInstant();
    return store.purge(before);
  }

  private Duration jittered(Duration least) {
    return least.plusMillis(random.nextLong(JITTER.toMillis()));
  }
}
