package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Referrer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in one report of a browser under which scripts store something. Anybody can send such a
 * report, so only the first names count. Not thread-safe.
 */
final class StoredNames {

  private static final int MOST = 60;

  private static final Map<String, Seen.Kind> KINDS =
      Map.of(
          "cookie",
          Seen.Kind.COOKIE,
          "local-storage",
          Seen.Kind.LOCAL_STORAGE,
          "session-storage",
          Seen.Kind.SESSION_STORAGE);

  private final Set<Name> names = new LinkedHashSet<>();

  private record Name(Seen.Kind kind, String text) {}

  /**
   * Adds a name.
   *
   * @param kind the word for it in the report; another word is ignored
   */
  void add(@Nullable String kind, String name) {
    Seen.Kind known = kind == null ? null : KINDS.get(kind);
    if (known != null && names.size() < MOST) {
      names.add(new Name(known, name));
    }
  }

  /** Notes the names that no service declares, with the page that the report comes from. */
  void note(Exchange exchange, HttpServletRequest request) {
    String page = Referrer.of(request, exchange.base()).orElse("");
    names.forEach(name -> exchange.compiled().cookieRules().stored(name.kind, name.text, page));
  }
}
