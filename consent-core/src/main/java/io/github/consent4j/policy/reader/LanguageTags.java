package io.github.consent4j.policy.reader;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises language tags (BCP 47) among the keys of a policy. */
final class LanguageTags {

  private static final Pattern SHAPE = Pattern.compile("([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*");

  /** The codes of ISO 639-1. */
  private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());

  private LanguageTags() {}

  /**
   * Returns whether a word has the shape of a language tag. A first part of two letters must be a
   * language.
   */
  static boolean isTag(String word) {
    var matcher = SHAPE.matcher(word);
    if (!matcher.matches()) {
      return false;
    }
    String language = matcher.group(1).toLowerCase(Locale.ROOT);
    return language.length() == 3 || TWO_LETTERS.contains(language);
  }
}
