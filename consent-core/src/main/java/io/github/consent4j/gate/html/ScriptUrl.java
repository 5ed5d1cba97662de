package io.github.consent4j.gate.html;

import io.github.consent4j.gate.url.PercentEncoding;
import java.util.Locale;
import java.util.Optional;

/** Reads the script that a {@code javascript:} URL is. */
final class ScriptUrl {

  private static final String SCHEME = "javascript:";

  private ScriptUrl() {}

  /** Whether a value may be one. */
  static boolean mayBe(byte[] value, int from, int to) {
    int p = from;
    while (p < to && value[p] >= 0 && value[p] <= ' ') {
      p++;
    }
    return p < to && ((value[p] | 32) == 'j' || value[p] == '&');
  }

  /** The script in UTF-8, of a URL as the page wrote it, with character references decoded. */
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
