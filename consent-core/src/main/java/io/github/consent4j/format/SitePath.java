package io.github.consent4j.format;

/** Paths on the site itself, as they are written in links. */
public final class SitePath {

  private SitePath() {}

  /**
   * Returns whether browsers read an address as a path on this site. They remove control characters
   * from addresses, and read a backslash as a slash.
   */
  public static boolean is(String address) {
    return address.startsWith("/")
        && !address.startsWith("//")
        && address.chars().noneMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
  }

  /**
   * Returns whether a path is the same as another one or below it.
   *
   * @param above without a slash at its end; empty for the root
   */
  public static boolean isWithin(String path, String above) {
    return path.startsWith(above)
        && (path.length() == above.length() || path.charAt(above.length()) == '/');
  }
}
