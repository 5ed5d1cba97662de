package io.github.consent4j.policy;

import io.github.consent4j.policy.look.Look;
import java.time.Period;

/**
 * How the library behaves on a site. Immutable and thread-safe.
 *
 * @param basePath path under which the library's own pages are served, within the context path
 * @param renewAfter after what time a decision, whichever it was, is asked for again
 * @param undeclaredCookies what happens to cookies that no service declares
 * @param undeclaredHosts what happens to third-party hosts that no service declares
 * @param onError what becomes of a page that cannot be read
 * @param clearSiteData whether a visitor can have everything deleted that the browser keeps of the
 *     site
 * @param delivery how pages leave the site
 * @param presence what of the library is on every page
 * @param look what visitors see of it
 * @param cookie where a visitor's decision is kept
 * @param leftovers what happens to cookies that come without consent
 */
public record Settings(
    String basePath,
    Period renewAfter,
    UndeclaredHandling undeclaredCookies,
    UndeclaredHandling undeclaredHosts,
    OnError onError,
    boolean clearSiteData,
    Delivery delivery,
    Presence presence,
    Look look,
    DecisionCookie cookie,
    Leftovers leftovers) {

  /** What holds where the site says nothing. */
  public static final Settings DEFAULTS =
      new Settings(
          "/consent",
          Period.ofMonths(6),
          UndeclaredHandling.REPORT,
          UndeclaredHandling.REPORT,
          OnError.BLOCK,
          false);

  /** Settings of a site that says nothing of how its pages leave. */
  public Settings(
      String basePath,
      Period renewAfter,
      UndeclaredHandling undeclaredCookies,
      UndeclaredHandling undeclaredHosts,
      OnError onError,
      boolean clearSiteData) {
    this(
        basePath,
        renewAfter,
        undeclaredCookies,
        undeclaredHosts,
        onError,
        clearSiteData,
        Delivery.DEFAULTS,
        Presence.DEFAULTS,
        Look.DEFAULTS,
        DecisionCookie.DEFAULT,
        Leftovers.EXPIRE);
  }

  /** The same settings for a site that keeps decisions elsewhere. */
  Settings with(DecisionCookie other) {
    return new Settings(
        basePath,
        renewAfter,
        undeclaredCookies,
        undeclaredHosts,
        onError,
        clearSiteData,
        delivery,
        presence,
        look,
        other,
        leftovers);
  }
}
