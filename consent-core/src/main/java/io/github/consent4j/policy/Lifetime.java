package io.github.consent4j.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;

/** How long a stored item stays in the browser. Immutable and thread-safe. */
public sealed interface Lifetime {

  /** The item is deleted when the browser (for session storage: the tab) is closed. */
  record Session() implements Lifetime {
    @Override
    public String toString() {
      return "session";
    }
  }

  /** The item stays until it is deleted, as in local storage. */
  record Persistent() implements Lifetime {
    @Override
    public String toString() {
      return "persistent";
    }
  }

  /** Nobody has published how long the item stays. */
  record Unknown() implements Lifetime {
    @Override
    public String toString() {
      return "unknown";
    }
  }

  /**
   * The item expires after a time.
   *
   * @param amount a {@link Period} for days and longer, a {@link Duration} for less; positive
   */
  record Expiring(TemporalAmount amount) implements Lifetime {
    public Expiring {
      boolean positive =
          amount instanceof Period period
              ? !period.isNegative() && !period.isZero()
              : amount instanceof Duration duration && !duration.isNegative() && !duration.isZero();
      if (!positive) {
        throw new IllegalArgumentException(amount + " is not a positive period or duration");
      }
    }

    @Override
    public String toString() {
      return amount.toString();
    }
  }

  /**
   * Reads {@code session}, {@code persistent}, {@code unknown} or an ISO 8601 duration such as
   * {@code P13M}, {@code P730D} or {@code PT30M}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Lifetime parse(String text) {
    return switch (text) {
      case "session" -> new Session();
      case "persistent" -> new Persistent();
      case "unknown" -> new Unknown();
      default -> {
        try {
          yield new Expiring(text.startsWith("PT") ? Duration.parse(text) : Period.parse(text));
        } catch (DateTimeException e) {
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is not a lifetime: expected 'session', 'persistent', or P and a time: P2Y,"
                  + " P13M, P30D are years, months, days, PT30M are minutes",
              e);
        }
      }
    };
  }
}
