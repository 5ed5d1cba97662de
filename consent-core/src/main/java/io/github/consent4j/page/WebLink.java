package io.github.consent4j.page;

import io.github.consent4j.format.SitePath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Which addresses a page may link to: the web's, and paths on this site. */
final class WebLink {

  private WebLink() {}

  /** The address if it is an {@code https:} or {@code http:} URL or a path on this site. */
  static Optional<String> of(String address) {
    String start = address.toLowerCase(Locale.ROOT);
    boolean web = start.startsWith("https://") || start.startsWith("http://");
    return (web && isClean(address)) || isPath(address) ? Optional.of(address) : Optional.empty();
  }

  /** The path if it stays on this site, else the site's root. */
  static String path(String path) {
    return isPath(path) ? path : "/";
  }

  /** An address with one more parameter. */
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

  /** Browsers drop control characters from addresses and read a backslash as a slash. */
  private static boolean isClean(String address) {
    return address.chars().noneMatch(c -> c <= ' ' || c == 0x7F || c == '\\');
  }
}
