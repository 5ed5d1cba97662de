package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.CookieRules.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which cookies of a request reach the application. A cookie passes if a service that
 * declares it is allowed for this visitor, or if its declaration permits it for the browser
 * session. The consent cookie always passes. Immutable and thread-safe.
 */
public final class CookieGate {

  private final CookieRules rules;
  private final AllowedServices allowed;
  private final String host;

  /**
   * @param rules rules of the policy
   * @param allowed services that the visitor allows
   * @param host host name of the site, without a port, in lower case
   */
  public CookieGate(CookieRules rules, AllowedServices allowed, String host) {
    this.rules = rules;
    this.allowed = allowed;
    this.host = host;
  }

  /** Returns whether a cookie of this name reaches the application. */
  public boolean passes(String name) {
    return passes(name, 0, name.length());
  }

  private boolean passes(String text, int start, int end) {
    Verdict verdict = rules.decide(text, start, end, allowed, host, CookieSide.REQUEST);
    return verdict == Verdict.PASSES || verdict == Verdict.SESSION_ONLY;
  }

  /**
   * Returns the value of a {@code Cookie} header without the blocked cookies. It is the same text
   * if all of them pass, and empty if none does.
   */
  public Optional<String> filter(String header) {
    Kept kept = new Kept(header);
    RequestCookies.forEachPair(header, kept);
    return kept.result();
  }

  /**
   * Notes the cookies of a request. Counts those that do not pass, and those that pass only because
   * of report mode. Called once a request.
   *
   * @param headers values of its {@code Cookie} headers
   */
  public void count(List<String> headers) {
    if (headers.isEmpty()) {
      return;
    }
    boolean reports = allowed.reportsAny();
    long now = rules.now();
    for (String header : headers) {
      RequestCookies.forEachPair(
          header,
          (start, end) -> {
            int nameEnd = RequestCookies.endOfName(header, start, end);
            rules.came(header, start, nameEnd, allowed, now);
            if (reports) {
              rules.count(header, start, nameEnd, allowed, CookieSide.REQUEST);
            }
          });
    }
  }

  /** Copies the passing pairs, beginning with the first pair that does not pass. */
  private final class Kept implements RequestCookies.PairVisitor {

    private final String header;
    private @Nullable StringBuilder copy;
    private int lastEnd;
    private int firstStart = -1;

    Kept(String header) {
      this.header = header;
    }

    @Override
    public void visit(int start, int end) {
      boolean passes = passes(header, start, RequestCookies.endOfName(header, start, end));
      if (!passes && copy == null) {
        copy = new StringBuilder(header.length() - (end - start));
        if (firstStart >= 0) {
          copy.append(header, firstStart, lastEnd);
        }
      }
      if (passes && copy != null) {
        copy.append(copy.length() > 0 ? "; " : "").append(header, start, end);
      }
      if (firstStart < 0) {
        firstStart = start;
      }
      lastEnd = end;
    }

    Optional<String> result() {
      if (copy == null) {
        return Optional.of(header);
      }
      return copy.length() == 0 ? Optional.empty() : Optional.of(copy.toString());
    }
  }
}
