package io.github.consent4j.seen.journal;

/**
 * Replaces identifiers in names and paths by {@code *}, so that one thing has one name and no
 * visitor is in it. What looks like an identifier is guessed.
 */
public final class GeneralName {

  private static final int LONGEST = 120;

  /** The shortest words with numbers that are taken for identifiers. */
  private static final int SHORT = 6;

  private static final int SHORT_MIXED = 8;

  private GeneralName() {}

  /** Returns a name up to its first identifier, and an asterisk for it and the rest. */
  public static String of(String name) {
    int from = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || !Character.isLetterOrDigit(name.charAt(i))) {
        if (isIdentifier(name, from, i)) {
          return shortened(name.substring(0, from)) + '*';
        }
        from = i + 1;
      }
    }
    return shortened(name);
  }

  /** Returns a path with an asterisk for each segment with an identifier, and without its query. */
  public static String ofPath(String path) {
    int end = path.indexOf('?');
    StringBuilder general = new StringBuilder();
    for (String segment : (end < 0 ? path : path.substring(0, end)).split("/", -1)) {
      general.append('/').append(of(segment));
    }
    return shortened(general.substring(1));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '*';
  }

  /**
   * Returns whether a word is a number, hexadecimal digits with a number among them, capital
   * letters with several numbers as in identifiers of measurements, or letters with several
   * numbers.
   */
  private static boolean isIdentifier(String text, int from, int to) {
    int digits = 0;
    int hexadecimal = 0;
    int capitals = 0;
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c >= 'A' && c <= 'Z') {
        capitals++;
        letters++;
      } else if (c >= 'a' && c <= 'z') {
        letters++;
      } else {
        return to - from > LONGEST;
      }
      if ((c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f')) {
        hexadecimal++;
      }
    }
    int length = to - from;
    return length > LONGEST
        || (length > 0 && digits == length)
        || (length >= SHORT && digits > 0 && digits + hexadecimal == length)
        || (length >= SHORT && digits > 1 && digits + capitals == length)
        || (length >= SHORT_MIXED && digits > 2 && digits + letters == length);
  }
}
