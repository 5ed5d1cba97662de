package io.github.consent4j.policy;

import java.util.Map;
import java.util.TreeMap;

/** Reads and compares the parameters of URL patterns. */
final class UrlQuery {

  private UrlQuery() {}

  /**
   * Reads parameters from a place in a text to its end.
   *
   * @throws IllegalArgumentException if one has no name or no value, or a name comes twice
   */
  static Map<String, NamePattern> parse(String text, int from) {
    Map<String, NamePattern> query = new TreeMap<>();
    for (String parameter : text.substring(from).split("&", -1)) {
      int equals = parameter.indexOf('=');
      boolean odd = parameter.matches(".*[?%+\\s].*") || parameter.startsWith("*");
      if (equals < 1 || equals == parameter.length() - 1 || odd) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' has no usable query: expected names and values as in '?id=AW-*' or"
                + " '?id=1&type=*', decoded, with '*' for any characters of a value");
      }
      String name = parameter.substring(0, equals);
      if (query.put(name, new NamePattern(parameter.substring(equals + 1))) != null) {
        throw new IllegalArgumentException(
            "'" + text + "' names '" + name + "' twice: write one rule for each value");
      }
    }
    return query;
  }

  /** Returns whether every URL that has the other parameters has these, too. */
  static boolean covers(Map<String, NamePattern> own, Map<String, NamePattern> other) {
    return own.entrySet().stream()
        .allMatch(
            parameter -> {
              NamePattern value = other.get(parameter.getKey());
              return value != null && parameter.getValue().covers(value);
            });
  }

  /** Returns whether a URL can have all parameters of both. */
  static boolean meets(Map<String, NamePattern> own, Map<String, NamePattern> other) {
    return own.entrySet().stream()
        .allMatch(
            parameter -> {
              NamePattern value = other.get(parameter.getKey());
              return value == null || parameter.getValue().meets(value);
            });
  }
}
