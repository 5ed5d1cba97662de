package io.github.consent4j.servlet.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Selects the language for a visitor. */
public final class Languages {

  private static final int LONGEST_HEADER = 1024;

  /** The length of the longest tags in use (RFC 5646, section 4.4.1). A longer tag is cut. */
  private static final int LONGEST_TAG = 35;

  private static final List<String> NORWEGIAN = List.of("nb", "no", "nn");

  private Languages() {}

  /**
   * Returns the offered language that suits a visitor best (RFC 4647 lookup), or else the first
   * one.
   *
   * @param acceptLanguage the header, however malformed
   */
  static String best(@Nullable String acceptLanguage, List<String> offered) {
    if (offered.size() == 1
        || acceptLanguage == null
        || acceptLanguage.isBlank()
        || acceptLanguage.length() > LONGEST_HEADER) {
      return offered.get(0);
    }
    try {
      return Locale.LanguageRange.parse(acceptLanguage).stream()
          .filter(range -> range.getWeight() > 0)
          .flatMap(range -> matching(range.getRange(), offered).stream())
          .findFirst()
          .orElse(offered.get(0));
    } catch (IllegalArgumentException e) {
      return offered.get(0);
    }
  }

  /**
   * Returns the offered language that a reader of another one understands: that one, a wider one
   * ({@code de} for {@code de-AT}), or, if the site has nothing else, that of another region.
   */
  public static Optional<String> matching(String tag, List<String> offered) {
    String start = tag.length() > LONGEST_TAG ? tag.substring(0, LONGEST_TAG) : tag;
    String wanted = start.toLowerCase(Locale.ROOT).replace('_', '-');
    for (String range = wanted; !range.isEmpty(); range = wider(range)) {
      Optional<String> found = find(range, offered);
      if (found.isPresent()) {
        return found;
      }
    }
    String primary = primary(wanted);
    List<String> alike = NORWEGIAN.contains(primary) ? NORWEGIAN : List.of(primary);
    return offered.stream()
        .filter(language -> alike.contains(primary(language.toLowerCase(Locale.ROOT))))
        .findFirst();
  }

  private static Optional<String> find(String range, List<String> offered) {
    return offered.stream().filter(range::equalsIgnoreCase).findFirst();
  }

  private static String wider(String range) {
    return range.substring(0, Math.max(0, range.lastIndexOf('-')));
  }

  private static String primary(String tag) {
    return tag.split("-", 2)[0];
  }
}
