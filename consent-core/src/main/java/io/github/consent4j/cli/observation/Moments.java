package io.github.consent4j.cli.observation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the times that tools write. */
final class Moments {

  private static final Duration LONG = Duration.ofHours(1);
  private static final int SECONDS_OF_MINUTE = 60;
  private static final double LATEST_SECOND = 253_402_300_799d;

  private Moments() {}

  /** Reads a time with its offset from UTC, as ISO 8601 writes it; empty if it is none. */
  static Optional<Instant> iso(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a time in seconds since 1970, or as ISO 8601 writes it; empty if it is none. */
  static Optional<Instant> secondsOrIso(String text) {
    try {
      double seconds = Double.parseDouble(text);
      return seconds > 0 && seconds <= LATEST_SECOND
          ? Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return iso(text);
    }
  }

  /**
   * Returns the time between two moments, in whole seconds; from an hour on in whole minutes, as
   * nobody knows exactly when a browser has taken what a server sent.
   */
  static Duration between(Instant from, Instant to) {
    Duration exact = Duration.between(from, to);
    long unit = exact.compareTo(LONG) < 0 ? 1 : SECONDS_OF_MINUTE;
    return Duration.ofSeconds(Math.round(exact.toMillis() / 1000d / unit) * unit);
  }
}
