package io.github.consent4j.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.Optional;

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

    /** Any start will do, as whole months are compared. */
    private static final LocalDate ANY = LocalDate.of(2025, 1, 1);

    public Expiring {
      boolean positive =
          amount instanceof Period period
              ? !period.isNegative() && !period.isZero()
              : amount instanceof Duration duration && !duration.isNegative() && !duration.isZero();
      if (!positive) {
        throw new IllegalArgumentException(amount + " is not a positive period or duration");
      }
    }

    /**
     * Returns whether the item stays longer than some months. A year of 365 days, or a month of 31,
     * is not longer than itself.
     */
    public boolean isLongerThan(int months) {
      Period days =
          amount instanceof Duration duration
              ? Period.ofDays((int) Math.min(duration.toDays(), Integer.MAX_VALUE))
              : (Period) amount;
      long total = days.toTotalMonths() * 30 + days.toTotalMonths() / 2 + days.get(ChronoUnit.DAYS);
      return total > ANY.plusMonths(months).toEpochDay() - ANY.toEpochDay() + months / 12 * 2L;
    }

    @Override
    public String toString() {
      return amount.toString();
    }
  }

  /**
   * Reads a lifetime: {@code session}, {@code persistent}, {@code unknown}, a time in English or
   * German words such as {@code 13 months} or {@code 13 Monate}, or an ISO 8601 duration such as
   * {@code P13M}, {@code P730D} or {@code PT30M}. Capital letters make no difference.
   *
   * @throws IllegalArgumentException if the text is none of these; the message says what is meant
   *     probably
   */
  static Lifetime parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "session", "sitzung" -> new Session();
      case "persistent", "permanent", "dauerhaft", "unbegrenzt" -> new Persistent();
      case "unknown", "unbekannt" -> new Unknown();
      default -> {
        Optional<TemporalAmount> time = LifetimeText.time(text);
        if (time.isEmpty()) {
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is not a lifetime: expected 'session', 'persistent', or a time such as '13"
                  + " months' or P13M"
                  + LifetimeText.advice(text));
        }
        yield new Expiring(time.get());
      }
    };
  }
}
