package io.github.consent4j.page;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.StorageKind;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes in words how long an item stays in the browser. */
final class Lifetimes {

  private static final int DAYS_OF_YEAR = 365;

  private final Messages messages;

  Lifetimes(Messages messages) {
    this.messages = messages;
  }

  String of(CookieDescriptor stored) {
    Lifetime lifetime = stored.lifetime();
    if (lifetime instanceof Lifetime.Session) {
      boolean tab = stored.kind() == StorageKind.SESSION_STORAGE;
      return messages.get(tab ? "lifetime.tab" : "lifetime.session");
    }
    if (lifetime instanceof Lifetime.Expiring expiring) {
      return of(expiring.amount());
    }
    return messages.get(
        lifetime instanceof Lifetime.Unknown ? "lifetime.unknown" : "lifetime.persistent");
  }

  /** Returns the words for a time that a policy declares; empty if its text is no time. */
  Optional<String> of(String text) {
    try {
      return Lifetime.parse(text) instanceof Lifetime.Expiring time
          ? Optional.of(of(time.amount()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String of(TemporalAmount amount) {
    return amount instanceof Period period ? of(period) : of((Duration) amount);
  }

  private String of(Period period) {
    List<String> parts = new ArrayList<>();
    long months = period.toTotalMonths();
    int days = period.getDays();
    if (months == 0 && days % DAYS_OF_YEAR == 0) {
      return messages.count("lifetime.years", days / DAYS_OF_YEAR);
    }
    if (months % 12 == 0 && period.getYears() > 0) {
      parts.add(messages.count("lifetime.years", months / 12));
    } else if (months > 0) {
      parts.add(messages.count("lifetime.months", months));
    }
    if (days > 0) {
      parts.add(messages.count("lifetime.days", days));
    }
    return String.join(", ", parts);
  }

  /**
   * Returns the duration in its largest unit: a visitor gains nothing from the seconds of two days.
   */
  private String of(Duration duration) {
    if (duration.toDays() > 0) {
      return messages.count("lifetime.days", duration.toDays());
    }
    if (duration.toHours() > 0) {
      return messages.count("lifetime.hours", duration.toHours());
    }
    if (duration.toMinutes() > 0) {
      return messages.count("lifetime.minutes", duration.toMinutes());
    }
    return messages.count("lifetime.seconds", Math.max(1, duration.toSeconds()));
  }
}
