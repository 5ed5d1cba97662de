package io.github.consent4j.gate.url;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.text.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL that a browser would fetch over the network, read as a browser reads it (WHATWG URL
 * Standard). Immutable and thread-safe.
 *
 * @param scheme {@code http}, {@code https}, {@code ws}, {@code wss} or {@code ftp}
 * @param host host name in ASCII form and lower case, with the trailing dot if it has one
 * @param authority user, host and port as they stand between {@code //} and the path
 * @param path path without dot segments, beginning with a slash
 * @param rest query and fragment, with their delimiters
 */
public record WebUrl(String scheme, String host, String authority, String path, String rest)
    implements PathSource {

  private static final List<String> SPECIAL = List.of("http", "https", "ws", "wss", "ftp");

  private static final int MAXIMUM_PORT = 65535;

  private static final WebUrl NOWHERE = new WebUrl("https", "invalid", "invalid", "/", "");

  /** Returns the address of a page, without port and query. */
  public static WebUrl of(PageContext page) {
    return new WebUrl(
        page.scheme().toLowerCase(Locale.ROOT),
        page.host().toLowerCase(Locale.ROOT),
        page.host(),
        page.path().startsWith("/") ? page.path() : "/",
        "");
  }

  /** Returns whether a text names a host, whatever page it stands on. */
  public static boolean namesHost(String text) {
    return parse(text, NOWHERE).filter(url -> !url.host.equals(NOWHERE.host)).isPresent();
  }

  /** Returns the host without a trailing dot. */
  public String hostWithoutDot() {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Returns scheme, host and port, as permissions name them. */
  public String origin() {
    return scheme + "://" + authority.substring(authority.lastIndexOf('@') + 1);
  }

  @Override
  public String query() {
    int fragment = rest.indexOf('#');
    String query = fragment < 0 ? rest : rest.substring(0, fragment);
    return query.isEmpty() ? query : query.substring(1);
  }

  /** Returns the part of the path after its last slash. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the whole URL. */
  public String href() {
    return String.join("", scheme, "://", authority, path, rest);
  }

  /**
   * Returns the URL that a text stands for on a page; empty if nothing would be fetched over the
   * network.
   */
  public static Optional<WebUrl> parse(String text, WebUrl base) {
    return parse(text, base, false);
  }

  /**
   * Returns whether a text can be read in two ways, because it has a scheme but not two slashes:
   * relative to a page of the same scheme, absolute on a page of another one.
   */
  public static boolean isAmbiguous(String text) {
    String input = clean(text);
    int colon = schemeEnd(input);
    return colon > 0
        && SPECIAL.contains(input.substring(0, colon).toLowerCase(Locale.ROOT))
        && slashes(input, colon + 1) < 2;
  }

  /** Returns the URL that a text stands for on a page with another scheme. */
  public static Optional<WebUrl> parseAsOfOtherScheme(String text, WebUrl base) {
    return parse(text, base, true);
  }

  private static Optional<WebUrl> parse(String text, WebUrl base, boolean otherScheme) {
    String input = clean(text);
    int colon = schemeEnd(input);
    if (colon > 0) {
      String scheme = input.substring(0, colon).toLowerCase(Locale.ROOT);
      if (!SPECIAL.contains(scheme)) {
        return Optional.empty();
      }
      int slashes = slashes(input, colon + 1);
      if (slashes >= 2 || otherScheme || !scheme.equals(base.scheme)) {
        return absolute(scheme, input, colon + 1 + slashes);
      }
      return relative(input.substring(colon + 1), base);
    }
    int slashes = slashes(input, 0);
    return slashes >= 2 ? absolute(base.scheme, input, slashes) : relative(input, base);
  }

  /**
   * Returns a text without white space and control characters at both ends, and without line breaks
   * and tabs.
   */
  private static String clean(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && text.charAt(to - 1) <= ' ') {
      to--;
    }
    String trimmed = text.substring(from, to);
    if (trimmed.indexOf('\t') < 0 && trimmed.indexOf('\n') < 0 && trimmed.indexOf('\r') < 0) {
      return trimmed;
    }
    return trimmed.replace("\t", "").replace("\n", "").replace("\r", "");
  }

  private static int schemeEnd(String input) {
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':') {
        return i;
      }
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return -1;
      }
    }
    return -1;
  }

  private static int slashes(String input, int from) {
    int p = from;
    while (p < input.length() && isSlash(input.charAt(p))) {
      p++;
    }
    return p - from;
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  /**
   * Returns whether a text names a host that cannot be read because of an escape in it, or because
   * of a character that may stand for another one.
   */
  public static boolean hasOddHost(String text, WebUrl base) {
    String input = clean(text);
    int colon = schemeEnd(input);
    boolean special =
        colon > 0 && SPECIAL.contains(input.substring(0, colon).toLowerCase(Locale.ROOT));
    if (colon > 0 && !special) {
      return false;
    }
    int slashes = slashes(input, colon + 1);
    boolean named =
        slashes >= 2 || (special && !base.scheme.regionMatches(true, 0, input, 0, colon));
    if (!named) {
      return false;
    }
    String name = name(authority(input, colon + 1 + slashes));
    return HostName.isOdd(name) && HostName.read(name).isEmpty();
  }

  private static String authority(String input, int from) {
    int end = from;
    while (end < input.length() && !isAuthorityEnd(input.charAt(end))) {
      end++;
    }
    return input.substring(from, end);
  }

  /** Returns the host without user and port. */
  private static String name(String authority) {
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
    return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
  }

  private static Optional<WebUrl> absolute(String scheme, String input, int from) {
    String authority = authority(input, from);
    int end = from + authority.length();
    int at = authority.lastIndexOf('@');
    String name = name(authority);
    int portAt = at + 1 + name.length() + 1;
    String port = portAt < authority.length() ? authority.substring(portAt) : "";
    if (!isPort(port)) {
      return Optional.empty();
    }
    String user = at < 0 ? "" : escape(authority.substring(0, at)).replace("@", "%40") + "@";
    int pathEnd = pathEnd(input, end);
    String path = "/".concat(String.join("/", segments(List.of(), input, end, pathEnd)));
    String rest = escape(input.substring(pathEnd));
    return HostName.read(name)
        .map(
            host ->
                new WebUrl(
                    scheme,
                    host,
                    user.concat(host).concat(port.isEmpty() ? "" : ":".concat(port)),
                    path,
                    rest));
  }

  private static boolean isAuthorityEnd(char c) {
    return isSlash(c) || c == '?' || c == '#';
  }

  private static boolean isPort(String port) {
    int number = 0;
    for (int i = 0; i < port.length(); i++) {
      char c = port.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      number = Math.min(number * 10 + c - '0', MAXIMUM_PORT + 1);
    }
    return number <= MAXIMUM_PORT;
  }

  private static Optional<WebUrl> relative(String input, WebUrl base) {
    int pathEnd = pathEnd(input, 0);
    if (pathEnd == 0) {
      return Optional.of(
          new WebUrl(base.scheme, base.host, base.authority, base.path, escape(input)));
    }
    List<String> start = List.of();
    if (!isSlash(input.charAt(0))) {
      List<String> segments = List.of(base.path.substring(1).split("/", -1));
      start = segments.subList(0, segments.size() - 1);
    }
    String path = "/".concat(String.join("/", segments(start, input, 0, pathEnd)));
    String rest = escape(input.substring(pathEnd));
    return Optional.of(new WebUrl(base.scheme, base.host, base.authority, path, rest));
  }

  private static int pathEnd(String input, int from) {
    int p = from;
    while (p < input.length() && input.charAt(p) != '?' && input.charAt(p) != '#') {
      p++;
    }
    return p;
  }

  private static List<String> segments(List<String> start, String input, int from, int to) {
    List<String> segments = new ArrayList<>(start);
    int p = from < to && isSlash(input.charAt(from)) ? from + 1 : from;
    while (p <= to) {
      int end = p;
      while (end < to && !isSlash(input.charAt(end))) {
        end++;
      }
      String segment = escape(input.substring(p, end));
      String dots = segment.replace("%2e", ".").replace("%2E", ".");
      if (dots.equals("..") && !segments.isEmpty()) {
        segments.remove(segments.size() - 1);
      }
      boolean dot = dots.equals(".") || dots.equals("..");
      if (!dot) {
        segments.add(segment);
      } else if (end == to) {
        segments.add("");
      }
      p = end + 1;
    }
    return segments;
  }

  /** Returns a text with percent escapes for everything that is not allowed in a URL. */
  private static String escape(String part) {
    if (isClean(part)) {
      return part;
    }
    return PercentEncoding.encode(part, WebUrl::isClean);
  }

  private static boolean isClean(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (!isClean(part.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClean(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '`';
  }
}
