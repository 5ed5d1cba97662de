package io.github.consent4j.page.markup;

/**
 * Escapes text for HTML element content and double-quoted attribute values. The result is ASCII, so
 * that it reads the same in every encoding of the page that contains it.
 */
public final class Escaping {

  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private Escaping() {}

  public static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\t', '\n', '\r' -> out.append(' ');
        default -> {
          if (c >= ' ' && c < 0x7F) {
            out.append((char) c);
          } else {
            out.append("&#").append(hasReference(c) ? c : REPLACEMENT_CHARACTER).append(';');
          }
        }
      }
    }
  }

  /**
   * Returns whether HTML has a reference to a character. References to control characters are read
   * as other characters. Neither HTML nor XML has lone surrogates, and XML has no U+FFFE and
   * U+FFFF.
   */
  private static boolean hasReference(int c) {
    return c >= 0xA0
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && c != 0xFFFE
        && c != 0xFFFF;
  }
}
