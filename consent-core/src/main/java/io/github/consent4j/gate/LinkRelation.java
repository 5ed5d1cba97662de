package io.github.consent4j.gate;

import java.util.Locale;
import java.util.Set;

/** What a browser does with a {@code link}, by its relations. */
final class LinkRelation {

  private static final Set<String> LOADING =
      Set.of(
          "apple-touch-icon",
          "apple-touch-icon-precomposed",
          "apple-touch-startup-image",
          "dns-prefetch",
          "icon",
          "manifest",
          "mask-icon",
          "modulepreload",
          "preconnect",
          "prefetch",
          "preload",
          "prerender",
          "stylesheet");

  private static final Set<String> SCRIPTS = Set.of("modulepreload", "prefetch", "preload");

  private LinkRelation() {}

  /** Whether a value of the attribute {@code rel} makes the browser contact the host. */
  static boolean loads(String rel) {
    return hasAny(rel, LOADING);
  }

  /** Whether what is loaded may be a script. */
  static boolean mayLoadScript(String rel) {
    return hasAny(rel, SCRIPTS);
  }

  private static boolean hasAny(String rel, Set<String> wanted) {
    for (String token : rel.strip().toLowerCase(Locale.ROOT).split("[ \t\n\f\r]+")) {
      if (wanted.contains(token)) {
        return true;
      }
    }
    return false;
  }
}
