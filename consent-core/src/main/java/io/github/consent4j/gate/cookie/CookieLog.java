package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.ServiceExample;
import io.github.consent4j.gate.cookie.CookieRules.Claim;
import io.github.consent4j.gate.cookie.CookieRules.Side;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.LogOnce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs cookies that the policy does not name, each name once and up to a limit. It never logs a
 * value. Thread-safe.
 */
final class CookieLog {

  private static final Logger LOG = LoggerFactory.getLogger(CookieLog.class);

  private static final int LONGEST_NAME = 100;

  private final Policy policy;
  private final LogOnce inRequests = new LogOnce(100);

  /** What the site itself sets has room of its own, which no visitor can fill. */
  private final LogOnce inResponses = new LogOnce(1000);

  CookieLog(Policy policy) {
    this.policy = policy;
  }

  void undeclared(String name, Side side, boolean passes) {
    if (isNew(name, side)) {
      LOG.warn(
          "Cookie '{}' {} and no service declares it; it {}. Say in consent.yaml what it is for,"
              + " for example:\n{}",
          name,
          side == Side.REQUEST ? "came with a request" : "was set",
          passes ? "passes" : "is held back",
          ServiceExample.withCookie(name));
    }
  }

  /** Says the declared name, of which there are only so many. */
  void foreign(Claim claim) {
    LOG.warn(
        "Cookie '{}' is held back: service '{}' declares that name, though for the domain {}. If"
            + " it is never set on this site, name that domain under the provider's 'domains'. If it"
            + " is a cookie of this site, declare it as such, for example:\n{}",
        claim.cookie().name(),
        policy.services().get(claim.service()).id(),
        claim.cookie().domain().orElse(""),
        ServiceExample.withCookie(claim.cookie().name().glob()));
  }

  void reported(Claim claim) {
    LOG.warn(
        "Cookie '{}' of service '{}' would be held back; its category only reports. It is counted"
            + " from here on.",
        claim.cookie().name(),
        policy.services().get(claim.service()).id());
  }

  private boolean isNew(String name, Side side) {
    LogOnce told = side == Side.REQUEST ? inRequests : inResponses;
    return told.lacks(name) && isToken(name) && told.add(name);
  }

  private static boolean isToken(String name) {
    return name.length() <= LONGEST_NAME && SetCookie.isToken(name);
  }
}
