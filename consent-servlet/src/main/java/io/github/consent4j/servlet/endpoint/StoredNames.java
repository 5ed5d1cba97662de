package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Referrer;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names in one report of a browser under which scripts store something. Anybody can send such a
 * report, so only the first names count. Not thread-safe.
 */
final class StoredNames {

  private static final int MOST = 90;

  private static final Map<String, StorageKind> KINDS =
      Stream.of(StorageKind.values()).collect(Collectors.toMap(StorageKind::id, kind -> kind));

  private final Set<Name> names = new LinkedHashSet<>();

  private record Name(StorageKind kind, String text) {}

  /**
   * Adds a name.
   *
   * @param kind the word for it in the report; another word is ignored
   */
  void add(@Nullable String kind, String name) {
    StorageKind known = kind == null ? null : KINDS.get(kind);
    if (known != null && names.size() < MOST) {
      names.add(new Name(known, name));
    }
  }

  /** Notes the names, with the page that the report comes from. */
  void note(Exchange exchange, RequestHead request) {
    String page = Referrer.of(request, exchange.base()).orElse("");
    names.forEach(
        name ->
            exchange
                .compiled()
                .cookieRules()
                .stored(name.kind, name.text, page, exchange.allowed()));
  }
}
