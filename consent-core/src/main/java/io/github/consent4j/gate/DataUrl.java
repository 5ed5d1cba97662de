package io.github.consent4j.gate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in a {@code data:} URL itself, as the Fetch standard's "data: URL processor" reads
 * it.
 *
 * @param type in lower case, without parameters
 * @param content taken for UTF-8 where it is text
 */
record DataUrl(String type, byte[] content) {

  /** Whether a value may be one. */
  static boolean mayBe(byte[] value, int from, int to) {
    int p = from;
    while (p < to && value[p] >= 0 && value[p] <= ' ') {
      p++;
    }
    return p < to && ((value[p] | 32) == 'd' || value[p] == '&');
  }

  /** Reads a URL as the page wrote it, with character references decoded. */
  static Optional<DataUrl> of(String text) {
    String url = text.strip().replaceAll("[\t\n\r]", "");
    int comma = url.indexOf(',');
    if (!url.regionMatches(true, 0, "data:", 0, 5) || comma < 0) {
      return Optional.empty();
    }
    String kind = url.substring(5, comma).toLowerCase(Locale.ROOT).strip();
    String content = PercentEncoding.decode(url.substring(comma + 1));
    byte[] bytes =
        kind.endsWith("base64")
            ? Base64.getMimeDecoder().decode(content.replaceAll("[^A-Za-z0-9+/]", ""))
            : content.getBytes(StandardCharsets.UTF_8);
    return Optional.of(new DataUrl(kind.split(";", 2)[0].strip(), bytes));
  }
}
