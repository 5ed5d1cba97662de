package io.github.consent4j.page;

import io.github.consent4j.format.SitePath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The addresses that a page may link to: those of the web, and paths on this site. */
final class WebLink {

  private WebLink() {}

  /** Returns the address if it is an {@code https:} or {@code http:} URL or a path on this site. */
  static Optional<String> of(String address) {
    String start = address.toLowerCase(Locale.ROOT);
    boolean web = start.startsWith("https://") || start.startsWith("http://");
    return (web && isClean(address)) || isPath(address) ? Optional.of(address) : Optional.empty();
  }

  /** Returns the path if it stays on this site, or else the site's root. */
  static String path(String path) {
    return isPath(path) ? path : "/";
  }

  /** Returns an address with one more parameter. */
  static String with(String address, String parameter, String value) {
    return address
        + (address.indexOf('?') < 0 ? '?' : '&')
        + parameter
        + '='
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static boolean isPath(String address) {
    return SitePath.is(address) && isClean(address);
  }

  /**
   * Returns whether an address is free of characters that browsers read differently: they drop
   * control characters from addresses and read a backslash as a slash.
   */
  private static boolean isClean(String address) {
    return address.chars().noneMatch(c -> c <= ' ' || c == 0x7F || c == '\\');
  }
}
