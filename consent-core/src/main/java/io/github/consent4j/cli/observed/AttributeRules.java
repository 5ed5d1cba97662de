package io.github.consent4j.cli.observed;

import io.github.consent4j.cli.observed.Declarations.Stored;
import io.github.consent4j.cli.observed.Observation.Vantage;
import io.github.consent4j.cli.observed.SeenThing.Sighting;
import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.SameSite;
import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the attributes of cookies with what is declared, and with what browsers demand. Where
 * the server was observed, the gates add afterwards what the declaration demands. Immutable.
 */
final class AttributeRules {

  private static final Duration ROUNDING = Duration.ofMinutes(1);

  private final boolean isHttps;

  /**
   * @param isHttps whether the site is served by https
   */
  AttributeRules(boolean isHttps) {
    this.isHttps = isHttps;
  }

  /**
   * Returns what is wrong with a cookie's attributes, in a few words each.
   *
   * @param declared the declarations of the cookie; may be empty
   */
  Set<String> wrongFlags(SeenThing cookie, List<Stored> declared) {
    Set<String> wrong = new LinkedHashSet<>();
    for (Sighting sighting : cookie.sightings()) {
      Flags flags = Flags.of(sighting, declared);
      addUnmetPrefix(wrong, cookie.name().toLowerCase(Locale.ROOT), flags);
      if (flags.sameSite.equals("none") && !flags.secure) {
        wrong.add("it has SameSite=None without Secure, so that browsers refuse it");
      } else if (isHttps && !flags.secure) {
        wrong.add("it lacks Secure although the site is served by https");
      }
      declared.stream()
          .map(each -> each.item().handling())
          .forEach(handling -> addUnmet(wrong, handling, flags));
    }
    return wrong;
  }

  /** What browsers receive. */
  private record Flags(
      boolean secure,
      boolean httpOnly,
      String sameSite,
      Optional<String> path,
      Optional<String> domain) {

    static Flags of(Sighting sighting, List<Stored> declared) {
      Seen.Attributes seen = sighting.attributes();
      List<CookieHandling> added =
          sighting.vantage() == Vantage.SERVER
              ? declared.stream().map(each -> each.item().handling()).toList()
              : List.of();
      String sameSite = seen.sameSite().orElse("").toLowerCase(Locale.ROOT);
      for (CookieHandling handling : added) {
        sameSite = isWeaker(sameSite, handling.sameSite()) ? handling.sameSite().id() : sameSite;
      }
      return new Flags(
          seen.secure() || added.stream().anyMatch(CookieHandling::secure),
          seen.httpOnly() || added.stream().anyMatch(CookieHandling::httpOnly),
          sameSite,
          seen.path(),
          seen.domain());
    }
  }

  private static void addUnmetPrefix(Set<String> wrong, String name, Flags flags) {
    boolean isHost = name.startsWith("__host-");
    boolean isHttp = name.startsWith("__http-") || name.startsWith("__host-http-");
    boolean isSecure = name.startsWith("__secure-") || isHost || isHttp;
    if ((isSecure && !flags.secure) || (isHttp && !flags.httpOnly)) {
      wrong.add(
          "its name demands Secure" + (isHttp ? " and HttpOnly" : "") + ", so browsers refuse it");
    }
    if (isHost && (flags.domain.isPresent() || !flags.path.orElse("").equals("/"))) {
      wrong.add("its name demands Path=/ and no Domain, so browsers refuse it");
    }
  }

  private static void addUnmet(Set<String> wrong, CookieHandling handling, Flags flags) {
    if (handling.secure() && !flags.secure) {
      wrong.add("it is declared as 'secure', and lacks Secure");
    }
    if (handling.httpOnly() && !flags.httpOnly) {
      wrong.add("it is declared as 'http-only', and lacks HttpOnly");
    }
    if (isWeaker(flags.sameSite, handling.sameSite())) {
      wrong.add(
          "it is declared as 'same-site: "
              + handling.sameSite().id()
              + "', and has "
              + (flags.sameSite.isEmpty() ? "no SameSite" : "SameSite=" + flags.sameSite));
    }
  }

  private static boolean isWeaker(String sameSite, SameSite minimum) {
    return switch (minimum) {
      case NONE -> false;
      case LAX -> !sameSite.equals("lax") && !sameSite.equals("strict");
      case STRICT -> !sameSite.equals("strict");
    };
  }

  /**
   * Returns the longest lifetime that was seen and that none of the declarations allows; empty if
   * there is none.
   *
   * @param declared the declarations of the cookie; not empty
   */
  static Optional<Duration> tooLong(SeenThing cookie, List<Stored> declared) {
    List<Duration> lifetimes = new ArrayList<>();
    for (Sighting sighting : cookie.sightings()) {
      Optional<Duration> seen = sighting.attributes().lifetime();
      if (seen.isPresent()
          && declared.stream().noneMatch(each -> allows(each, sighting.vantage(), seen.get()))) {
        lifetimes.add(seen.get());
      }
    }
    return lifetimes.stream().max(Duration::compareTo);
  }

  private static boolean allows(Stored declared, Vantage vantage, Duration seen) {
    boolean isCapped = vantage == Vantage.SERVER && declared.item().handling().capLifetime();
    return isCapped || allows(declared.item().lifetime(), seen);
  }

  private static boolean allows(Lifetime declared, Duration seen) {
    if (declared instanceof Lifetime.Expiring expiring) {
      return seen.compareTo(longest(expiring.amount()).plus(ROUNDING)) <= 0;
    }
    return !(declared instanceof Lifetime.Session);
  }

  /** Returns a time in long years and months, because nothing tells when it began. */
  private static Duration longest(TemporalAmount amount) {
    if (amount instanceof Period period) {
      long months = period.toTotalMonths();
      return Duration.ofDays(months / 12 * 366 + months % 12 * 31 + period.get(ChronoUnit.DAYS));
    }
    return (Duration) amount;
  }
}
