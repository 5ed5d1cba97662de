package io.github.consent4j.servlet;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses the language in which to speak to a visitor. */
final class Languages {

  private static final int LONGEST_HEADER = 1024;

  private Languages() {}

  /**
   * The offered language that suits a visitor best (RFC 4647 lookup), else the first one.
   *
   * @param acceptLanguage the header, however malformed
   */
  static String best(@Nullable String acceptLanguage, List<String> offered) {
    if (acceptLanguage == null
        || acceptLanguage.isBlank()
        || acceptLanguage.length() > LONGEST_HEADER) {
      return offered.get(0);
    }
    try {
      String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), offered);
      return offered.stream()
          .filter(language -> language.equalsIgnoreCase(best))
          .findFirst()
          .orElse(offered.get(0));
    } catch (IllegalArgumentException e) {
      return offered.get(0);
    }
  }
}
