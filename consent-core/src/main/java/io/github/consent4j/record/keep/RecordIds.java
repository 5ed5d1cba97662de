package io.github.consent4j.record.keep;

import io.github.consent4j.format.Uuid7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Generates the identifiers of records: UUIDs of version 7, each greater than the one before (RFC
 * 9562, section 6.2, method 1: a counter of 12 bits that starts at random). Thread-safe.
 */
public final class RecordIds {

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private long milli = Long.MIN_VALUE;
  private int counter;

  /** Makes a generator that takes the time from a clock. */
  public RecordIds(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the next identifier. If the clock goes back, or one millisecond has too many
   * identifiers, the time in the identifier runs ahead of the clock.
   */
  public synchronized UUID next() {
    long now = clock.millis();
    if (now > milli) {
      milli = now;
      counter = start();
    } else if (++counter == Uuid7.COUNTERS) {
      milli++;
      counter = start();
    }
    return Uuid7.of(milli, counter, random.nextLong());
  }

  /** The upper half is left for counting. */
  private int start() {
    return random.nextInt(Uuid7.COUNTERS / 2);
  }
}
