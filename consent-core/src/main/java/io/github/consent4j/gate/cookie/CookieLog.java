package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.ServiceExample;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.journal.SeenLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs cookies that the policy does not declare, each name once and up to a limit. It never logs a
 * value. Thread-safe.
 */
final class CookieLog {

  private static final Logger LOG = LoggerFactory.getLogger(CookieLog.class);

  private static final int LONGEST_NAME = 100;

  private final Policy policy;
  private final SeenLog log;

  CookieLog(Policy policy, SeenLog log) {
    this.policy = policy;
    this.log = log;
  }

  /**
   * Logs a cookie that no service declares.
   *
   * @param known the service that it is blocked for; null if it passes, or is blocked unknown
   */
  void undeclared(String name, CookieSide side, boolean passes, @Nullable KnownService known) {
    boolean came = side == CookieSide.REQUEST;
    if (log.lacksCookie(name, came) && isToken(name)) {
      log.cookie(name, came, passes, known);
    }
  }

  /** Logs the declared name. The number of these is limited. */
  void foreign(CookieDeclaration declaration) {
    LOG.warn(
        "Cookie '{}' is held back: service '{}' declares that name, though for the domain {}. If"
            + " it is never set on this site, name that domain under the provider's 'domains'. If it"
            + " is a cookie of this site, declare it as such, for example:\n{}",
        declaration.cookie().name(),
        policy.services().get(declaration.service()).id(),
        declaration.cookie().domain().orElse(""),
        ServiceExample.withCookie(declaration.cookie().name().glob()));
  }

  void reported(CookieDeclaration declaration) {
    LOG.warn(
        "Cookie '{}' of service '{}' would be held back; its category only reports. It is counted"
            + " from here on.",
        declaration.cookie().name(),
        policy.services().get(declaration.service()).id());
  }

  private static boolean isToken(String name) {
    return name.length() <= LONGEST_NAME && SetCookie.isToken(name);
  }
}
