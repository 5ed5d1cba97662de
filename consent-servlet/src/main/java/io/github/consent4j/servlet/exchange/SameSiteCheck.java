package io.github.consent4j.servlet.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request that changes something comes from a page of this very site. Believes the
 * browser's {@code Sec-Fetch-Site} first, then {@code Origin}, then {@code Referer}; without any of
 * them the answer is no.
 */
public final class SameSiteCheck {

  private static final List<String> SAYING = List.of("Sec-Fetch-Site", "Origin", "Referer");

  private SameSiteCheck() {}

  public static boolean passes(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return isOwn(origin != null ? origin : request.getHeader("Referer"), request);
  }

  /** Whether a request says nothing of where it comes from. */
  public static boolean isUntold(HttpServletRequest request) {
    return SAYING.stream().allMatch(name -> request.getHeader(name) == null);
  }

  /** Whether an address is one of the site that a request goes to. */
  public static boolean isOwn(@Nullable String address, HttpServletRequest request) {
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
          && uri.getHost().equalsIgnoreCase(request.getServerName())
          && isOwnPort(uri.getPort(), scheme, request);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A proxy that ends https may hand the request on as http without telling. */
  private static boolean isOwnScheme(String scheme, HttpServletRequest request) {
    return scheme.equals("https")
        || (scheme.equals("http") && request.getScheme().equalsIgnoreCase("http"));
  }

  private static boolean isOwnPort(int port, String scheme, HttpServletRequest request) {
    int asked = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    boolean behindProxy = scheme.equals("https") && request.getScheme().equalsIgnoreCase("http");
    // the Host header of https://site names no port, which the container takes for 80
    return asked == request.getServerPort()
        || (behindProxy && asked == 443 && request.getServerPort() == 80);
  }
}
