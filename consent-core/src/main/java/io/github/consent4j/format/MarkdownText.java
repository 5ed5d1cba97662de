package io.github.consent4j.format;

import java.util.regex.Pattern;

/** Texts in Markdown. */
public final class MarkdownText {

  private static final String MARKUP = "\\`*_{}[]<>|&~";

  private static final Pattern SPACE = Pattern.compile("[\\p{Cntrl}\\s\\u2028\\u2029]+");

  private MarkdownText() {}

  /**
   * Returns a text on one line in which no sign is markup, not even in a table, unless the line
   * begins with it.
   */
  public static String of(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    String line = SPACE.matcher(plain).replaceAll(" ").strip();
    for (int i = 0; i < line.length(); i++) {
      if (MARKUP.indexOf(line.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(line.charAt(i));
    }
    return escaped.toString();
  }
}
