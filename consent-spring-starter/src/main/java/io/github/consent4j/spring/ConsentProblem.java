package io.github.consent4j.spring;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says to a program that a visitor's consent is missing (RFC 9457). It writes its few texts itself:
 * what writes JSON in an application differs. Immutable.
 *
 * @param missing identifiers of services and categories
 * @param settings address of the settings; empty if there are none
 */
record ConsentProblem(List<String> missing, String settings) {

  static ConsentProblem of(List<String> missing, String settings) {
    return new ConsentProblem(List.copyOf(missing), settings);
  }

  String json() {
    String detail = "The visitor has not allowed " + String.join(", ", missing);
    return "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":"
        + text(detail)
        + ",\"consent\":"
        + missing.stream().map(ConsentProblem::text).collect(Collectors.joining(",", "[", "]"))
        + (settings.isEmpty() ? "" : ",\"settings\":" + text(settings))
        + '}';
  }

  private static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
