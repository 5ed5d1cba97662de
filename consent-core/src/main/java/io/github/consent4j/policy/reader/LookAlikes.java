package io.github.consent4j.policy.reader;

import java.util.Locale;

/** Characters that look like others, and that YAML accepts as letters. */
final class LookAlikes {

  private static final String QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb";

  private LookAlikes() {}

  /**
   * Returns an addition to the message about an unknown key; empty if the key contains no
   * look-alike.
   */
  static String hint(String key) {
    if (key.chars().anyMatch(c -> QUOTES.indexOf(c) >= 0)) {
      return "; only the quotes \" and ' count";
    }
    return key.chars()
        .filter(
            c -> c != ' ' && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT))
        .mapToObj(
            c ->
                String.format(
                    Locale.ROOT,
                    "; the character U+%04X is no ordinary space: write spaces anew",
                    c))
        .findFirst()
        .orElse("");
  }
}
