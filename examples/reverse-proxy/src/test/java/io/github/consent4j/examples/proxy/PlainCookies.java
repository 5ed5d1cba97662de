package io.github.consent4j.examples.proxy;

import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cookies of one visitor of one site, sent as browsers send them. That of the JDK adds the
 * attributes of RFC 2965.
 */
final class PlainCookies extends CookieHandler {

  private final Map<String, String> values = new TreeMap<>();

  @Override
  public synchronized Map<String, List<String>> get(URI address, Map<String, List<String>> fields) {
    return values.isEmpty()
        ? Map.of()
        : Map.of(
            "Cookie",
            List.of(
                values.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "))));
  }

  @Override
  public synchronized void put(URI address, Map<String, List<String>> fields) {
    fields.getOrDefault("set-cookie", List.of()).forEach(this::put);
  }

  private void put(String set) {
    String[] cookie = set.split(";")[0].split("=", 2);
    if (set.matches("(?i).*;\\s*max-age=0(?:;.*)?")) {
      values.remove(cookie[0]);
    } else {
      values.put(cookie[0], cookie[1]);
    }
  }

  synchronized Set<String> names() {
    return Set.copyOf(values.keySet());
  }
}
