package io.github.consent4j.policy.reader;

import java.util.regex.Pattern;

/** Finds a quote that is opened in one line and not closed, although the next line is a new key. */
final class OpenQuote {

  private static final Pattern NEW_KEY =
      Pattern.compile("\\s*(?:- *)?(?:\\{ *)?[A-Za-z][\\w-]*\\s*:(?:\\s.*)?|\\s*-\\s.*");

  private OpenQuote() {}

  /**
   * Returns the index of the quote in the line; -1 if there is none.
   *
   * @param next the next line
   */
  static int in(String line, String next) {
    if (!NEW_KEY.matcher(next).matches()) {
      return -1;
    }
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      boolean begins = i == 0 || " \t[{,".indexOf(line.charAt(i - 1)) >= 0;
      if (begins && c == '#') {
        return -1;
      }
      if (begins && (c == '"' || c == '\'')) {
        int end = end(line, i);
        if (end < 0) {
          return i;
        }
        i = end;
      }
      i++;
    }
    return -1;
  }

  /** Returns the index of the quote that closes the one at an index; -1 if there is none. */
  private static int end(String line, int start) {
    char quote = line.charAt(start);
    for (int i = start + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean twice = quote == '\'' && c == quote && line.startsWith("''", i);
      if (twice || (quote == '"' && c == '\\')) {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }
}
