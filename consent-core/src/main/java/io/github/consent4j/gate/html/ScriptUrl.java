package io.github.consent4j.gate.html;

import io.github.consent4j.text.PercentEncoding;
import java.util.Locale;
import java.util.Optional;

/** Reads the script of a {@code javascript:} URL. */
final class ScriptUrl {

  private static final String SCHEME = "javascript:";

  private ScriptUrl() {}

  /** Returns whether a value may be such a URL. */
  static boolean mayBe(byte[] value, int from, int to) {
    int p = from;
    while (p < to && value[p] >= 0 && value[p] <= ' ') {
      p++;
    }
    return p < to && ((value[p] | 32) == 'j' || value[p] == '&');
  }

  /**
   * Returns the script in UTF-8. The URL is written as in the page, with character references
   * decoded.
   */
  static Optional<byte[]> script(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) <= ' ') {
      from++;
    }
    String url = text.substring(from).replaceAll("[\t\n\r]", "");
    return url.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? Optional.of(PercentEncoding.bytes(url.substring(SCHEME.length())))
        : Optional.empty();
  }
}
