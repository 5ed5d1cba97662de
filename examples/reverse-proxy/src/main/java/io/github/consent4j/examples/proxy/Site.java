package io.github.consent4j.examples.proxy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One site behind the proxy, and how its addresses look from outside. Immutable.
 *
 * @param name the name in the log
 * @param hosts its host names in lower case; empty for any host
 * @param path the beginning of its paths at the proxy; empty for all, otherwise it begins with a
 *     slash and ends without
 * @param hostHeader the {@code Host} that it gets: {@code preserve}, {@code upstream} or a name
 * @param maxBody the largest request body in bytes; {@link Long#MAX_VALUE} for any
 */
record Site(
    String name,
    Set<String> hosts,
    String path,
    Upstream upstream,
    String hostHeader,
    long maxBody,
    UpstreamTls tls) {

  static final String PRESERVE = "preserve";
  static final String OF_UPSTREAM = "upstream";

  /** A part of a path that leads upwards, however it is written. */
  private static final Pattern DOTS =
      Pattern.compile(
          "(?:^|[/\\\\]|%2f|%5c)(?:\\.|%2e){1,2}(?:;[^/\\\\]*)?(?:$|[/\\\\]|%2f|%5c)",
          Pattern.CASE_INSENSITIVE);

  /** Returns whether a path belongs to the site. */
  boolean has(String rawPath) {
    return isBelow(rawPath, path);
  }

  private static boolean isBelow(String rawPath, String base) {
    return rawPath.startsWith(base)
        && (rawPath.length() == base.length() || isEnd(rawPath.charAt(base.length())));
  }

  private static boolean isEnd(char c) {
    return c == '/' || c == ';' || c == '?' || c == '#';
  }

  /**
   * Returns whether a path might leave the part of a server that is the site's. A browser never
   * asks for such a path.
   */
  static boolean leadsUpwards(String rawPath) {
    return DOTS.matcher(rawPath).find();
  }

  /**
   * Returns what to ask the site for.
   *
   * @param rawPath a path of the site
   */
  String target(String rawPath, @Nullable String query) {
    String inside = upstream.base() + rawPath.substring(path.length());
    String whole = inside.isEmpty() || inside.charAt(0) != '/' ? "/" + inside : inside;
    return Upstream.encode(query == null ? whole : whole + '?' + query);
  }

  /** Returns the {@code Host} for the site. */
  String hostFor(@Nullable String asked) {
    return switch (hostHeader) {
      case PRESERVE -> asked == null || asked.isBlank() ? upstream.authority() : asked;
      case OF_UPSTREAM -> upstream.authority();
      default -> hostHeader;
    };
  }

  /** Returns whether the paths outside are others than those of the site itself. */
  boolean movesPaths() {
    return !path.equals(upstream.base());
  }

  /**
   * Returns an address as visitors need it: an address on this site becomes a path of the proxy.
   *
   * @param location the value of {@code Location} or a similar field
   */
  String seenFromOutside(String location) {
    String origin = upstream.origin();
    String scheme = upstream.host().getSchemeName() + ":";
    String absolute = location.startsWith("//") ? scheme + location : location;
    if (absolute.regionMatches(true, 0, origin, 0, origin.length())) {
      String rest = absolute.substring(origin.length());
      if (rest.isEmpty() || rest.startsWith("?") || rest.startsWith("#")) {
        return moved("/" + rest);
      }
      boolean isPath = rest.startsWith("/") && !rest.startsWith("//");
      return isPath ? moved(rest) : location;
    }
    boolean isPath = location.startsWith("/") && !location.startsWith("//");
    return isPath ? moved(location) : location;
  }

  private String moved(String inside) {
    if (!movesPaths() || !isBelow(inside, upstream.base())) {
      return inside;
    }
    String moved = path + inside.substring(upstream.base().length());
    return moved.startsWith("/") ? moved : "/" + moved;
  }

  /**
   * Returns a cookie as visitors need it. A {@code Domain} of the site's own address, which
   * browsers would refuse from the proxy, goes away; a {@code Path} is that of the proxy. All else
   * stays as it is, byte for byte.
   *
   * @param setCookie a value of {@code Set-Cookie}
   * @param visited the host that the visitor asked, without port
   */
  String cookieFromOutside(String setCookie, String visited) {
    StringBuilder moved = new StringBuilder();
    for (String part : setCookie.split(";", -1)) {
      int equals = part.indexOf('=');
      String attribute = equals < 0 ? "" : part.substring(0, equals).strip();
      if (moved.length() > 0 && attribute.equalsIgnoreCase("Domain")) {
        String domain = bareDomain(part.substring(equals + 1));
        if (isWithin(upstream.host().getHostName(), domain) && !isWithin(visited, domain)) {
          continue;
        }
      }
      boolean isPath = moved.length() > 0 && attribute.equalsIgnoreCase("Path");
      if (isPath && movesPaths()) {
        String inside = part.substring(equals + 1).strip();
        part = part.substring(0, equals + 1) + moved(inside);
      }
      moved.append(moved.length() == 0 ? "" : ";").append(part);
    }
    return moved.toString();
  }

  private static String bareDomain(String value) {
    String domain = value.strip().toLowerCase(Locale.ROOT);
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }

  private static boolean isWithin(String host, String domain) {
    return host.equalsIgnoreCase(domain) || host.toLowerCase(Locale.ROOT).endsWith("." + domain);
  }
}
