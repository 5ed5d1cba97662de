package io.github.consent4j.policy.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a quote that is opened in one line and not closed, although the next line is a new key. */
final class OpenQuote {

  private static final Pattern COMMENT = Pattern.compile("\\s*#.*");
  private static final Pattern NEW_KEY =
      Pattern.compile("\\s*(?:- *)?(?:\\{ *)?[A-Za-z][\\w-]*\\s*:(?:\\s.*)?|\\s*-\\s.*");

  /** An opening quote, and the text that it may hold. */
  private static final Pattern OPENING =
      Pattern.compile("(?<=^|[\\s\\[{,])(?:\"(?:\\\\.|[^\"\\\\])*(\")?|'(?:''|[^'])*('(?!')|$))");

  private OpenQuote() {}

  /**
   * Returns the index of the quote in the line; -1 if there is none.
   *
   * @param next the next line
   */
  static int in(String line, String next) {
    if (COMMENT.matcher(line).matches() || !NEW_KEY.matcher(next).matches()) {
      return -1;
    }
    Matcher quote = OPENING.matcher(line);
    while (quote.find()) {
      if (quote.group().indexOf(" #") >= 0 && quote.end() == line.length()) {
        return -1;
      }
      boolean closed =
          quote.group(1) != null || (quote.group(2) != null && !quote.group(2).isEmpty());
      if (!closed) {
        return quote.start();
      }
    }
    return -1;
  }
}
