package io.github.consent4j.policy.reader;

import java.util.Locale;
import java.util.Optional;

/** Characters that look like others, and that YAML accepts as letters. */
final class LookAlikes {

  private static final Character.UnicodeScript LATIN = Character.UnicodeScript.LATIN;
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
    Optional<String> foreign = ofAnotherAlphabet(key);
    if (foreign.isPresent()) {
      return foreign.get();
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

  /**
   * Explains a letter of another alphabet between Latin ones, which often looks like one of them.
   */
  private static Optional<String> ofAnotherAlphabet(String key) {
    boolean latin = key.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == LATIN);
    return latin
        ? key.codePoints()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) != LATIN)
            .mapToObj(
                c ->
                    String.format(
                        Locale.ROOT,
                        "; its letter '%s' (U+%04X) only looks like a Latin one: type the word anew",
                        Character.toString(c),
                        c))
            .findFirst()
        : Optional.empty();
  }
}
