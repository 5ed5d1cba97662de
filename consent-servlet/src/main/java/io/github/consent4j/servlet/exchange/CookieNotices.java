package io.github.consent4j.servlet.exchange;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.DecisionCookie;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that the consent cookie cannot be set as the policy declares it, and what is done
 * instead. Thread-safe.
 */
final class CookieNotices {

  private static final Logger LOG = LoggerFactory.getLogger(CookieNotices.class);

  private final AtomicBoolean saidOfHttp = new AtomicBoolean();
  private final AtomicBoolean saidOfDomain = new AtomicBoolean();

  /** Checks the scheme and host of a request. */
  void of(PageContext page, DecisionCookie cookie) {
    if (cookie.needsHttps()
        && !page.scheme().equals("https")
        && saidOfHttp.compareAndSet(false, true)) {
      LOG.warn(
          "The site is asked by plain http, by which browsers do not take the cookie '{}': there it"
              + " is called '{}'. If visitors come by https and a proxy ends it, have the proxy say"
              + " so (X-Forwarded-Proto), and the container believe it.",
          cookie.name(),
          cookie.overHttp().name());
    }
    if (cookie.domain().isPresent()
        && cookie.domainAt(page.host()).isEmpty()
        && saidOfDomain.compareAndSet(false, true)) {
      LOG.warn(
          "The site is asked by a host that is not part of '{}', for which browsers do not take the"
              + " consent cookie there: decisions are kept for that host alone. See 'cookie.domain'.",
          cookie.domain().get());
    }
  }
}
