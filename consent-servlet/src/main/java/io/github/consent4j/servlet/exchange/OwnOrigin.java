package io.github.consent4j.servlet.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The site as browsers know it, as far as a request tells. The library's own addresses begin with
 * it on a page whose {@code base} leads to another site. Immutable.
 *
 * <p>The container is trusted, and so are the proxies that it is configured to trust. The headers
 * of other proxies are only compared, and never written into a page: anybody can send them, and a
 * shared cache would pass them on.
 *
 * @param isSecure true if the browser uses https, which may end before the container
 * @param host host according to the container
 * @param port port according to the container
 * @param mayBeInner true if a proxy has left a trace, so that the host may be a name that only the
 *     proxy knows
 * @param hostInFront host that was requested from a proxy, without its port; empty if unknown
 */
public record OwnOrigin(
    boolean isSecure, String host, int port, boolean mayBeInner, String hostInFront) {

  private static final String HTTPS = "https";

  /** Headers of requests that came through a proxy. No browser sends them. */
  private static final List<String> TRACES =
      List.of("X-Forwarded-For", "X-Real-IP", "Via", "X-Forwarded-Host", "Forwarded");

  private static final Pattern NAME = Pattern.compile("[\\w.-]+|\\[[0-9a-f:.]+]");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[.*");
  private static final Pattern WITHIN =
      Pattern.compile(".*\\.(local|localdomain|internal|intranet|lan|svc|home|corp)");
  private static final Pattern LOCAL = Pattern.compile("(.*\\.)?localhost|127\\.[0-9.]+|\\[?::1]?");
  private static final Pattern BROTLI = Pattern.compile("\\bbr\\b");
  private static final Pattern FORWARDED_HOST = Pattern.compile("(?i)\\bhost=\"?([^\";,]+)");

  static OwnOrigin of(RequestHead request) {
    String host = request.serverName().toLowerCase(Locale.ROOT);
    String forwarded = first(request, "Forwarded");
    return new OwnOrigin(
        HTTPS.equalsIgnoreCase(request.scheme())
            || HTTPS.equalsIgnoreCase(first(request, "X-Forwarded-Proto"))
            || forwarded.toLowerCase(Locale.ROOT).contains("proto=https")
            || isSecureForBrowser(host, request),
        host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host,
        request.serverPort(),
        isBehindProxy(request) && isInner(host, request),
        withoutPort(hostInFront(first(request, "X-Forwarded-Host"), forwarded)));
  }

  /**
   * Returns whether the connection is secure for the browser. Browsers accept Brotli only over
   * https, and over http only from their own machine.
   */
  private static boolean isSecureForBrowser(String host, RequestHead request) {
    String codings = request.header("Accept-Encoding");
    return codings != null
        && BROTLI.matcher(codings).find()
        && request.header("Sec-Fetch-Site") != null
        && !isLocal(host);
  }

  private static boolean isBehindProxy(RequestHead request) {
    return request.protocol().equals("HTTP/1.0")
        || TRACES.stream().anyMatch(name -> request.header(name) != null);
  }

  private static boolean isInner(String host, RequestHead request) {
    int port = request.serverPort();
    return (host.indexOf('.') < 0 && !isLocal(host))
        || WITHIN.matcher(host).matches()
        || (isUsual(port) ? NUMBERS.matcher(host).matches() : port == request.localPort());
  }

  /** Returns the first of several values. It is from the proxy next to the browser. */
  private static String first(RequestHead request, String name) {
    String value = request.header(name);
    return value == null ? "" : value.split(",", 2)[0].strip();
  }

  private static String hostInFront(String host, String forwarded) {
    return host.isEmpty()
        ? FORWARDED_HOST
            .matcher(forwarded)
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElse("")
        : host;
  }

  private static String withoutPort(String authority) {
    return authority.isEmpty()
        ? authority
        : authority.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the text before the path of an address on this site; empty if a path alone leads to
   * this site.
   *
   * @param base scheme, host and port that the page's relative addresses are relative to
   * @param isDeclared true if some service declares that host
   */
  public Optional<String> before(String base, boolean isDeclared) {
    String[] parts = base.split("://", 2);
    String baseHost = withoutPort(parts[1]);
    if (isSame(parts[0], parts[1])
        || baseHost.equals(hostInFront)
        || !NAME.matcher(host).matches()) {
      return Optional.empty();
    }
    if (mayBeInner && !isDeclared) {
      // Browsers know the site by another name. Most likely it is that of the base.
      return Optional.empty();
    }
    return Optional.of(start());
  }

  /**
   * Returns whether an address is on this site. A proxy that ends https may pass the request on as
   * http without a header.
   */
  private boolean isSame(String baseScheme, String authority) {
    String name = withoutPort(authority);
    String named = authority.substring(name.length()).replace(":", "");
    boolean https = baseScheme.equals(HTTPS);
    int basePort = named.isEmpty() ? https ? 443 : 80 : Integer.parseInt(named);
    boolean samePort = basePort == port || (isUsual(port) && isUsual(basePort));
    return name.equals(host) && samePort && (https || !isSecure);
  }

  private static boolean isUsual(int port) {
    return port == 80 || port == 443;
  }

  private String start() {
    return (isSecure ? "https://" : "http://") + (isUsual(port) ? host : host + ':' + port);
  }

  private static boolean isLocal(String host) {
    return LOCAL.matcher(host).matches();
  }
}
