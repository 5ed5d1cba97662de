package io.github.consent4j.servlet.exchange;

import io.github.consent4j.policy.DecisionCookie;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that decisions do not come back, and logs it once. Then browsers refuse the cookie's
 * domain, or a proxy removes cookies that it does not know, and visitors are asked on every page.
 * The object remembers a few of the latest visitors who decided, each only as a number. It stops as
 * soon as a single decision has come back. Thread-safe.
 */
final class ComingBack {

  private static final Logger LOG = LoggerFactory.getLogger(ComingBack.class);

  /**
   * The number of pages without a decision, of visitors who have just made one, that cannot be an
   * accident.
   */
  private static final int TELLING = 3;

  private static final int MOST = 16;

  private final Set<Integer> deciders = new LinkedHashSet<>();
  private int missing;
  private volatile boolean known;
  private volatile boolean anyDecider;

  /** Returns whether decisions are known to come back, or the log says that they do not. */
  boolean isKnown() {
    return known;
  }

  /** Called when the decision of a visitor is sent. */
  void decided(RequestHead request) {
    if (!known) {
      synchronized (deciders) {
        deciders.remove(who(request));
        deciders.add(who(request));
        if (deciders.size() > MOST) {
          deciders.remove(deciders.iterator().next());
        }
        anyDecider = true;
      }
    }
  }

  /** Notes a request to the application. */
  void asked(
      RequestHead request,
      boolean bringsDecision,
      boolean isForWindow,
      DecisionCookie cookie,
      String host) {
    if (bringsDecision) {
      found();
    } else if (anyDecider && isForWindow) {
      misses(request, cookie, host);
    }
  }

  private void misses(RequestHead request, DecisionCookie cookie, String host) {
    synchronized (deciders) {
      if (known || !deciders.contains(who(request)) || ++missing < TELLING) {
        return;
      }
    }
    found();
    LOG.warn(
        "Decisions do not come back: the cookie '{}' has been set, and its visitor asks for pages"
            + " without it, so everybody is asked on every page. {}A proxy or cache in front of the"
            + " site takes cookies away that it does not know: have it let this one pass, in both"
            + " directions, or say 'rendering: shared' for what it keeps.",
        cookie.name(),
        cookie
            .domainAt(host)
            .map(
                domain ->
                    "Either browsers refuse its domain '"
                        + domain
                        + "', as they do with one under which anybody registers names (a public"
                        + " suffix): have 'cookie.domain' name a longer one. Or: ")
            .orElse(""));
  }

  private void found() {
    synchronized (deciders) {
      known = true;
      deciders.clear();
    }
  }

  private static int who(RequestHead request) {
    return 31 * String.valueOf(request.header("User-Agent")).hashCode()
        + String.valueOf(request.remoteAddress()).hashCode();
  }
}
