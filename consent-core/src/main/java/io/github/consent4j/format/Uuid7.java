package io.github.consent4j.format;

import java.util.UUID;

/** UUIDs of version 7, which begin with a time (RFC 9562, section 5.7). */
public final class Uuid7 {

  /** The number of values that {@link #of} takes beside the time. */
  public static final int COUNTERS = 1 << 12;

  private Uuid7() {}

  /**
   * Returns a UUID.
   *
   * @param millis milliseconds since 1970
   * @param counter from 0 to below {@link #COUNTERS}
   * @param random its upper 62 bits are used
   */
  public static UUID of(long millis, int counter, long random) {
    long high = (millis << 16) | 0x7000L | counter;
    long low = (random >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  /** Returns the time in a UUID, in milliseconds since 1970. */
  public static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
