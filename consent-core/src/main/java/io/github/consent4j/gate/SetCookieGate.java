package io.github.consent4j.gate;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides which {@code Set-Cookie} headers of a response leave. A cookie leaves when a service that
 * declares it is let through for this visitor. A header that only deletes a cookie always leaves.
 * Immutable and thread-safe.
 */
public final class SetCookieGate {

  private final CookieRules rules;
  private final Allowance allowance;
  private final String host;
  private final Clock clock;

  /**
   * @param rules what is looked up
   * @param allowance what the visitor lets through
   * @param host name of the site's host, without a port, in lower case
   * @param clock tells whether a date has passed
   */
  public SetCookieGate(CookieRules rules, Allowance allowance, String host, Clock clock) {
    this.rules = rules;
    this.allowance = allowance;
    this.host = host;
    this.clock = clock;
  }

  /** Whether a header with that value leaves. */
  public boolean passes(String header) {
    return isDeletion(header) || passesName(nameOf(header));
  }

  /** Whether a cookie of that name may be set. */
  public boolean passesName(String name) {
    return rules.passes(name, allowance, host, CookieRules.Side.RESPONSE);
  }

  /**
   * The name under which the cookie comes back. Browsers send a cookie that was set without a name
   * as its bare value (RFC 6265bis, section 5.6), so the name is then in the value.
   */
  static String nameOf(String header) {
    int semicolon = header.indexOf(';');
    String pair = (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
    int start = 0;
    while (start < pair.length() && (pair.charAt(start) == '=' || pair.charAt(start) == ' ')) {
      start++;
    }
    return RequestCookies.nameOf(pair, start, pair.length());
  }

  private boolean isDeletion(String header) {
    Optional<Long> maxAge = Optional.empty();
    Optional<Instant> expires = Optional.empty();
    int from = header.indexOf(';');
    while (from >= 0) {
      int next = header.indexOf(';', from + 1);
      String attribute = header.substring(from + 1, next < 0 ? header.length() : next);
      int equals = attribute.indexOf('=');
      if (equals >= 0) {
        String name = attribute.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = attribute.substring(equals + 1).strip();
        // of several attributes of one name the last that can be read counts
        if (name.equals("max-age")) {
          maxAge = maxAge(value).or(keep(maxAge));
        } else if (name.equals("expires")) {
          expires = CookieDate.parse(value).or(keep(expires));
        }
      }
      from = next;
    }
    if (maxAge.isPresent()) {
      return maxAge.get() <= 0;
    }
    return expires.filter(date -> !date.isAfter(clock.instant())).isPresent();
  }

  private static <T> Supplier<Optional<T>> keep(Optional<T> before) {
    return () -> before;
  }

  private static Optional<Long> maxAge(String value) {
    if (!value.matches("-?[0-9]{1,100}")) {
      return Optional.empty();
    }
    boolean negative = value.startsWith("-");
    String digits = value.substring(negative ? 1 : 0).replaceFirst("^0+(?=.)", "");
    long seconds = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    return Optional.of(negative ? -seconds : seconds);
  }
}
