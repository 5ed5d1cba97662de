package io.github.consent4j.seen.journal;

import java.util.regex.Pattern;

/**
 * Replaces identifiers in names and paths by {@code *}, so that one thing has one name and no
 * visitor is in it. What looks like an identifier is guessed.
 */
public final class GeneralName {

  private static final int LONGEST = 120;

  /** A number, or hexadecimal digits with at least one number among them. */
  private static final Pattern NUMBER = Pattern.compile("\\d+|(?=.*\\d)[0-9a-fA-F]{6,}");

  /** Capital letters and several numbers, as in identifiers of measurements. */
  private static final Pattern CAPITALS = Pattern.compile("(?=(?:.*\\d){2})[A-Z0-9]{6,}");

  /** Letters with several numbers among them. */
  private static final Pattern MIXED = Pattern.compile("(?=(?:.*\\d){3})[0-9A-Za-z]{8,}");

  private GeneralName() {}

  /** Returns a name up to its first identifier, and an asterisk for it and the rest. */
  public static String of(String name) {
    int from = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || !Character.isLetterOrDigit(name.charAt(i))) {
        if (isIdentifier(name.substring(from, i))) {
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

  private static boolean isIdentifier(String token) {
    return token.length() > LONGEST
        || NUMBER.matcher(token).matches()
        || CAPITALS.matcher(token).matches()
        || MIXED.matcher(token).matches();
  }
}
