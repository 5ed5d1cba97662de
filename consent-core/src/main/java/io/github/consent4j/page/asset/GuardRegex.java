package io.github.consent4j.page.asset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of the regular expressions that the guard reads. */
final class GuardRegex {

  /** Matches nothing. */
  static final String NOTHING = "[]";

  /** A path by which it is asked whether there are rules for paths on a host. */
  static final String HOST = "\\0|";

  private GuardRegex() {}

  /** An expression that matches what a glob matches; {@code any} is what a wildcard stands for. */
  static String ofGlob(String glob, String any) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
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

  static String alternatives(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "(?:" + String.join("|", parts) + ")";
  }

  /** The same expressions in fewer ones: those that end alike from their first dot on, in one. */
  static List<String> joined(Collection<String> parts) {
    Map<String, List<String>> startsByEnd = new LinkedHashMap<>();
    for (String part : parts) {
      int dot = Math.max(0, part.indexOf("\\."));
      startsByEnd
          .computeIfAbsent(part.substring(dot), end -> new ArrayList<>())
          .add(part.substring(0, dot));
    }
    return startsByEnd.entrySet().stream()
        .map(entry -> alternatives(entry.getValue()) + entry.getKey())
        .toList();
  }
}
