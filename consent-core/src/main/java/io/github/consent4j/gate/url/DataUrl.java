package io.github.consent4j.gate.url;

import io.github.consent4j.gate.token.EncodingDeclaration;
import io.github.consent4j.gate.token.EncodingLabel;
import io.github.consent4j.text.PercentEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code data:} URL, as the Fetch standard's "data: URL processor" reads it.
 *
 * @param type media type in lower case, without parameters
 * @param charset declared encoding; empty if none is declared
 */
public record DataUrl(String type, String charset, byte[] content) {

  private static final String CHARSET = "charset=";

  /** Returns whether a value may be such a URL. */
  public static boolean mayBe(byte[] value, int from, int to) {
    int p = from;
    while (p < to && value[p] >= 0 && value[p] <= ' ') {
      p++;
    }
    return p < to && ((value[p] | 32) == 'd' || value[p] == '&');
  }

  /** Reads a URL as the page wrote it, with character references decoded. */
  public static Optional<DataUrl> of(String text) {
    String url = text.strip().replaceAll("[\t\n\r]", "");
    int comma = url.indexOf(',');
    if (!url.regionMatches(true, 0, "data:", 0, 5) || comma < 0) {
      return Optional.empty();
    }
    String kind = url.substring(5, comma).toLowerCase(Locale.ROOT).strip();
    byte[] content = PercentEncoding.bytes(url.substring(comma + 1));
    byte[] bytes = kind.endsWith("base64") ? decoded(content) : content;
    String[] parts = kind.split(";");
    String charset =
        Stream.of(parts)
            .map(String::strip)
            .filter(part -> part.startsWith(CHARSET))
            .map(part -> part.substring(CHARSET.length()).replace("\"", ""))
            .findFirst()
            .orElse("");
    return Optional.of(new DataUrl(parts.length == 0 ? "" : parts[0].strip(), charset, bytes));
  }

  private static byte[] decoded(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return Base64.getMimeDecoder().decode(text.replaceAll("[^A-Za-z0-9+/]", ""));
  }

  /**
   * Returns the content. It is converted to UTF-8 if it is a document whose markup may contain
   * other bytes than ASCII.
   */
  public byte[] document() {
    Charset encoding = mark();
    if (encoding == null && !charset.isEmpty()) {
      encoding = EncodingLabel.encoding(charset);
    }
    if (encoding == null) {
      encoding = EncodingDeclaration.inMeta(content, 0, content.length);
    }
    return encoding == null || EncodingLabel.isReadAsBytes(encoding)
        ? content
        : new String(content, encoding).getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable Charset mark() {
    int first = content.length > 1 ? (content[0] & 0xff) << 8 | (content[1] & 0xff) : 0;
    return first == 0xfeff
        ? StandardCharsets.UTF_16BE
        : first == 0xfffe ? StandardCharsets.UTF_16LE : null;
  }
}
