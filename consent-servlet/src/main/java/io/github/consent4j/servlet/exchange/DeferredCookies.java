package io.github.consent4j.servlet.exchange;

import io.github.consent4j.gate.cookie.CookieVerdict;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.servlet.exchange.RequestHead.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cookies that wait in the visitor's session until the visitor agrees. It never creates a session,
 * and keeps a limited number of cookies.
 */
public final class DeferredCookies {

  private static final String ATTRIBUTE = DeferredCookies.class.getName();
  private static final int MOST = 20;
  private static final int LONGEST = 4096;

  private final RequestHead request;

  /**
   * @param request its session is that of the visitor
   */
  DeferredCookies(RequestHead request) {
    this.request = request;
  }

  /** Keeps a header. A later header replaces one of the same name, domain and path. */
  public void keep(String header) {
    Session session = session();
    if (session == null || header.length() > LONGEST) {
      return;
    }
    try {
      ArrayList<String> kept = new ArrayList<>(kept(session));
      kept.removeIf(other -> key(other).equals(key(header)));
      if (kept.size() < MOST) {
        kept.add(header);
      }
      session.setAttribute(ATTRIBUTE, kept);
    } catch (IllegalStateException e) {
      // The session has ended meanwhile.
    }
  }

  /**
   * Removes and returns the cookies that are allowed now. The others are kept while the visitor has
   * not decided, and are dropped otherwise.
   */
  List<String> release(SetCookieGate gate, boolean decided) {
    Session session = session();
    if (session == null) {
      return List.of();
    }
    try {
      List<String> kept = kept(session);
      List<String> leaving = new ArrayList<>();
      ArrayList<String> waiting = new ArrayList<>();
      for (String header : kept) {
        CookieVerdict verdict = gate.decide(header);
        if (verdict instanceof CookieVerdict.Leaves leaves) {
          leaving.add(leaves.header());
        } else if (verdict instanceof CookieVerdict.Waits && !decided) {
          waiting.add(header);
        }
      }
      if (waiting.isEmpty() && !kept.isEmpty()) {
        session.removeAttribute(ATTRIBUTE);
      } else if (waiting.size() < kept.size()) {
        session.setAttribute(ATTRIBUTE, waiting);
      }
      return leaving;
    } catch (IllegalStateException e) {
      return List.of();
    }
  }

  private @Nullable Session session() {
    return request.session();
  }

  private static List<String> kept(Session session) {
    return session.attribute(ATTRIBUTE) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns name, domain and path in a normal form. */
  private static String key(String header) {
    StringBuilder key = new StringBuilder(header.split("[=;]", 2)[0].strip());
    for (String attribute : header.split(";")) {
      String lower = attribute.strip().toLowerCase(Locale.ROOT);
      if (lower.startsWith("domain") || lower.startsWith("path")) {
        key.append(';').append(lower);
      }
    }
    return key.toString();
  }
}
