package io.github.consent4j.servlet.exchange;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Content-Type} as browsers read it. Of a list they take the last value that is a type
 * (Fetch standard, "extract a MIME type"), and of each value the part that they understand, with or
 * without a semicolon behind it.
 *
 * @param essence in lower case, without parameters; empty if the header has no type
 * @param charset the encoding that it names, if Java knows it
 */
public record MediaType(String essence, Optional<Charset> charset) {

  private static final MediaType NONE = new MediaType("", Optional.empty());

  /**
   * Types that browsers ignore, in addition to any value without a slash (MIME Sniffing, section
   * 7).
   */
  private static final Set<String> UNKNOWN =
      Set.of("*/*", "unknown/unknown", "application/unknown");

  public static MediaType of(@Nullable String contentType) {
    MediaType type = NONE;
    for (String item : contentType == null ? List.<String>of() : split(contentType, ',')) {
      String text = item.strip();
      if (text.indexOf('/') >= 0 && !text.equals("*/*")) {
        type = type.followedBy(text);
      }
    }
    return type;
  }

  private MediaType followedBy(String item) {
    int end = 0;
    while (end < item.length() && " \t;(".indexOf(item.charAt(end)) < 0) {
      end++;
    }
    String next = item.substring(0, end).toLowerCase(Locale.ROOT);
    Optional<Charset> said = charsetIn(item);
    return new MediaType(next, said.isEmpty() && next.equals(essence) ? charset : said);
  }

  private static Optional<Charset> charsetIn(String item) {
    for (String parameter : split(item, ';')) {
      String[] pair = parameter.split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
        return known(pair[1].strip().replace("\"", ""));
      }
    }
    return Optional.empty();
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Splits a text at a character that is not within quotes. */
  private static List<String> split(String text, char sign) {
    if (text.indexOf(sign) < 0) {
      return List.of(text);
    }
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (c == sign && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Returns whether browsers determine the type from the bytes. */
  public boolean isUnknown() {
    return essence.indexOf('/') < 0 || UNKNOWN.contains(essence);
  }

  public boolean isHtml() {
    return essence.equals("text/html");
  }

  public boolean isXhtml() {
    return essence.equals("application/xhtml+xml");
  }

  /** Returns whether it is read as XML (MIME Sniffing, section 4.6). */
  public boolean isXml() {
    return essence.endsWith("+xml")
        || essence.equals("text/xml")
        || essence.equals("application/xml")
        || essence.equals("text/xsl");
  }

  public boolean isStyleSheet() {
    return essence.equals("text/css");
  }
}
