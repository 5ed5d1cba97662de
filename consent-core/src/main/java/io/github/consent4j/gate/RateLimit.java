package io.github.consent4j.gate;

import java.time.Clock;

/**
 * Allows a number of events at once, and then a number of events each second. Unused events are not
 * accumulated beyond the first number. Thread-safe.
 */
public final class RateLimit {

  private final Clock clock;
  private final int most;
  private final double perMilli;
  private double left;
  private long latest;

  public RateLimit(Clock clock, int most, int perSecond) {
    this.clock = clock;
    this.most = most;
    perMilli = perSecond / 1000.0;
    left = most;
    latest = clock.millis();
  }

  /** Uses one event if one is available. Returns whether it was available. */
  public synchronized boolean allows() {
    long now = clock.millis();
    left = Math.min(most, left + Math.max(0, now - latest) * perMilli);
    latest = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
