package io.github.consent4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Regular expressions over what services declare, and the indexes of the services that declare it,
 * as the guard reads them. What the same services declare stands together.
 *
 * @param <T> what is declared
 */
final class GuardRules<T> {

  private final Map<T, Set<Integer>> servicesByPattern = new LinkedHashMap<>();

  void add(T pattern, int service) {
    servicesByPattern.computeIfAbsent(pattern, key -> new TreeSet<>()).add(service);
  }

  /** All that is declared, by the services that declare it. */
  Map<Set<Integer>, List<T>> groups() {
    Map<Set<Integer>, List<T>> groups = new LinkedHashMap<>();
    servicesByPattern.forEach(
        (pattern, services) ->
            groups.computeIfAbsent(services, key -> new ArrayList<>()).add(pattern));
    return groups;
  }

  /** The rules as an array of arrays: an expression, then indexes. */
  String text(Function<List<T>, String> expression) {
    return groups().entrySet().stream()
        .map(
            group ->
                Stream.concat(
                        Stream.of(string(expression.apply(group.getValue()))),
                        group.getKey().stream().map(String::valueOf))
                    .collect(Collectors.joining(",", "[", "]")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** An expression that matches what a glob matches; {@code any} is what a wildcard stands for. */
  static String regex(String glob, String any) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(any).append('*');
        case '?' -> regex.append(any);
        default -> {
          if ("\\^$.|+()[]{}".indexOf(c) >= 0) {
            regex.append('\\');
          }
          regex.append(c);
        }
      }
    }
    return regex.toString();
  }

  /** A text as a script writes it. */
  static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '<') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
