package io.github.consent4j.page.asset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of the regular expressions that the guard uses. */
final class GuardRegex {

  /** Matches nothing. */
  static final String NOTHING = "[]";

  /** A path that no URL has. The guard uses it to find out whether a host has rules for paths. */
  static final String HOST = "\\0|";

  /** Stands for the site's own host, which only the browser knows. */
  static final String OWN_HOST = "<own>";

  private static final String OWN_HOST_SCRIPT =
      "location.hostname.replace(/^www\\./,\"\").replace(/\\W/g,\"\\\\$&\")";

  private GuardRegex() {}

  /** Returns an expression as a JavaScript string, with the site's own host in it. */
  static String string(String regex) {
    String text = JavaScript.string(regex);
    return text.replace(
        JavaScript.string(OWN_HOST).replace("\"", ""), "\"+" + OWN_HOST_SCRIPT + "+\"");
  }

  /** Returns an expression that matches what a glob matches; {@code any} replaces a wildcard. */
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

  /** Joins expressions that are equal from their first dot on into one expression. */
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
