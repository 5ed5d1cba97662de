package io.github.consent4j.record.keep;

import java.time.Duration;

/**
 * A time in which something that has failed is left alone. It doubles with each failure that soon
 * follows another. Thread-safe.
 */
final class Pause {

  /** A failure is not soon if this many pauses have passed since the one before. */
  private static final int SOON = 10;

  private final long first;
  private final long longest;
  private long length;
  private long until;

  Pause(Duration first, Duration longest) {
    this.first = first.toNanos();
    this.longest = longest.toNanos();
  }

  /** Begins a pause, because something has failed. */
  synchronized void begin() {
    long now = System.nanoTime();
    boolean isSoon = length != 0 && now - until < SOON * length;
    length = isSoon ? Math.min(longest, 2 * length) : first;
    until = now + length;
  }

  /** Ends the pause, because something has worked again. */
  synchronized void end() {
    length = 0;
  }

  /** Returns how many milliseconds are left, rounded up; 0 if there is no pause. */
  synchronized long millisLeft() {
    long left = length == 0 ? 0 : until - System.nanoTime();
    return left <= 0 ? 0 : Duration.ofNanos(left).toMillis() + 1;
  }
}
