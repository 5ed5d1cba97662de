package io.github.consent4j.gate.html;

import java.util.ArrayList;
import java.util.List;

/** The features that a frame's attribute {@code allow} lets it use. */
final class PermissionList {

  private PermissionList() {}

  /**
   * The list with every feature that names no origin, or the frame's own, bound to one origin: so
   * it goes to the embed when the frame is navigated there, and not to what stood in for it.
   */
  static String pin(String allow, String origin) {
    List<String> pinned = new ArrayList<>();
    for (String directive : allow.split(";")) {
      String[] words = directive.strip().split("\\s+");
      if (words.length == 1 && !words[0].isEmpty()) {
        pinned.add(words[0] + " " + origin);
      } else if (words.length > 1) {
        pinned.add(String.join(" ", words).replace("'src'", origin));
      }
    }
    return String.join("; ", pinned);
  }
}
