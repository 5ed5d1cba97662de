package io.github.consent4j.servlet.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a request that changes something comes from a page of this site. It uses the
 * browser's {@code Sec-Fetch-Site} first, then {@code Origin}, then {@code Referer}. Without any of
 * them the result is false.
 */
public final class SameSiteCheck {

  private static final List<String> SAYING = List.of("Sec-Fetch-Site", "Origin", "Referer");

  private SameSiteCheck() {}

  public static boolean passes(RequestHead request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.header("Origin");
    return isOwn(origin != null ? origin : request.header("Referer"), request);
  }

  /** Returns whether a request contains none of these headers. */
  public static boolean isUntold(RequestHead request) {
    return SAYING.stream().allMatch(name -> request.header(name) == null);
  }

  /** Returns whether an address is one of the site that a request goes to. */
  public static boolean isOwn(@Nullable String address, RequestHead request) {
    if (address == null) {
      return false;
    }
    try {
      URI uri = new URI(address);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
        return false;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      return isOwnScheme(scheme, request)
          && uri.getHost().equalsIgnoreCase(request.serverName())
          && isOwnPort(uri.getPort(), scheme, request);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Returns whether a scheme is that of the site. A proxy that ends https may pass the request on
   * as http without a header.
   */
  private static boolean isOwnScheme(String scheme, RequestHead request) {
    return scheme.equals("https")
        || (scheme.equals("http") && request.scheme().equalsIgnoreCase("http"));
  }

  private static boolean isOwnPort(int port, String scheme, RequestHead request) {
    int asked = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    boolean behindProxy = scheme.equals("https") && request.scheme().equalsIgnoreCase("http");
    // The Host header of https://site names no port, and the container assumes 80.
    return asked == request.serverPort()
        || (behindProxy && asked == 443 && request.serverPort() == 80);
  }
}
