package io.github.consent4j.format;

/** Texts in Markdown. */
public final class MarkdownText {

  private static final String MARKUP = "\\`*_{}[]<>|&~";

  private MarkdownText() {}

  /**
   * Returns a text on one line in which no sign is markup, not even in a table, unless the line
   * begins with it.
   */
  public static String of(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    String line = plain.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029]+", " ").strip();
    for (int i = 0; i < line.length(); i++) {
      if (MARKUP.indexOf(line.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(line.charAt(i));
    }
    return escaped.toString();
  }
}
