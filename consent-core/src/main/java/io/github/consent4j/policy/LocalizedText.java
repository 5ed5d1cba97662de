package io.github.consent4j.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A text in one or more languages. Immutable and thread-safe.
 *
 * @param byLanguage texts by BCP 47 language tag in lower case; never empty. The key {@code ""}
 *     stands for a text that serves every language.
 */
public record LocalizedText(Map<String, String> byLanguage) {

  private static final String EVERY_LANGUAGE = "";

  public LocalizedText {
    if (byLanguage.isEmpty()) {
      throw new IllegalArgumentException("A localized text needs at least one language");
    }
    Map<String, String> copy = new LinkedHashMap<>();
    byLanguage.forEach(
        (language, text) ->
            copy.put(language.toLowerCase(Locale.ROOT), Objects.requireNonNull(text)));
    byLanguage = Collections.unmodifiableMap(copy);
  }

  /** The same text in every language. */
  public static LocalizedText of(String text) {
    return new LocalizedText(Map.of(EVERY_LANGUAGE, text));
  }

  /**
   * The text for a language: the exact tag, else its primary language ({@code de} for {@code
   * de-AT}), else the text for every language, else English, else the first one.
   */
  public String in(String language) {
    String tag = language.toLowerCase(Locale.ROOT);
    String text = byLanguage.get(tag);
    int dash = tag.indexOf('-');
    if (text == null && dash > 0) {
      text = byLanguage.get(tag.substring(0, dash));
    }
    if (text == null) {
      text = byLanguage.get(EVERY_LANGUAGE);
    }
    if (text == null) {
      text = byLanguage.get("en");
    }
    return text != null ? text : byLanguage.values().iterator().next();
  }

  /** Whether a reader of that language gets a text written for it. */
  public boolean covers(String language) {
    String tag = language.toLowerCase(Locale.ROOT);
    return byLanguage.containsKey(tag)
        || byLanguage.containsKey(tag.replaceFirst("-.*", ""))
        || byLanguage.containsKey(EVERY_LANGUAGE);
  }
}
