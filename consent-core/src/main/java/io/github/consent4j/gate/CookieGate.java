package io.github.consent4j.gate;

import java.util.Optional;

/**
 * Decides which cookies of a request reach the application. A cookie passes when a service that
 * declares it is let through for this visitor; the consent cookie always passes. Immutable and
 * thread-safe.
 */
public final class CookieGate {

  private final CookieRules rules;
  private final Allowance allowance;
  private final String host;

  /**
   * @param rules what is looked up
   * @param allowance what the visitor lets through
   * @param host name of the site's host, without a port, in lower case
   */
  public CookieGate(CookieRules rules, Allowance allowance, String host) {
    this.rules = rules;
    this.allowance = allowance;
    this.host = host;
  }

  /** Whether a cookie of that name reaches the application. */
  public boolean passes(String name) {
    return rules.passes(name, allowance, host, CookieRules.Side.REQUEST);
  }

  /**
   * The value of a {@code Cookie} header without the cookies that are held back: the very same text
   * when all of them pass, empty when none is left.
   */
  public Optional<String> filter(String header) {
    StringBuilder kept = new StringBuilder();
    boolean[] dropped = new boolean[1];
    RequestCookies.forEachPair(
        header,
        (start, end) -> {
          if (!passes(RequestCookies.nameOf(header, start, end))) {
            dropped[0] = true;
            return;
          }
          if (kept.length() > 0) {
            kept.append("; ");
          }
          kept.append(header, start, end);
        });
    if (!dropped[0]) {
      return Optional.of(header);
    }
    return kept.length() == 0 ? Optional.empty() : Optional.of(kept.toString());
  }
}
