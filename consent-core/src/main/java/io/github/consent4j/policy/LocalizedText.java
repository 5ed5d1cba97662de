package io.github.consent4j.policy;

import io.github.consent4j.text.Texts;
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

  /** Returns a text that is the same in every language. */
  public static LocalizedText of(String text) {
    return new LocalizedText(Map.of(EVERY_LANGUAGE, text));
  }

  /**
   * Returns the text for a language: in the language itself or a wider one ({@code de} for {@code
   * de-AT}), else the text for every language, else English, else the first one.
   */
  public String in(String language) {
    return Objects.requireNonNull(byLanguage.get(languageIn(language)));
  }

  /**
   * Returns the language of the text that {@link #in} returns, as a tag in lower case; empty for a
   * text that serves every language.
   */
  public String languageIn(String language) {
    for (String serving : Texts.serving(language)) {
      if (byLanguage.containsKey(serving)) {
        return serving;
      }
    }
    if (byLanguage.containsKey(EVERY_LANGUAGE)) {
      return EVERY_LANGUAGE;
    }
    return byLanguage.containsKey(Texts.DEFAULT)
        ? Texts.DEFAULT
        : byLanguage.keySet().iterator().next();
  }

  /** Returns whether there is a text in that language, or one for every language. */
  public boolean covers(String language) {
    return byLanguage.containsKey(EVERY_LANGUAGE)
        || Texts.serving(language).stream().anyMatch(byLanguage::containsKey);
  }
}
