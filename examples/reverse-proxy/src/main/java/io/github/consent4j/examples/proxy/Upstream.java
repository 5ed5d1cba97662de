package io.github.consent4j.examples.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The upstream site of the proxy. Immutable.
 *
 * @param origin scheme, host and port, without a path
 */
record Upstream(String origin) {

  private static final String UNCODED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?";

  /**
   * Reads an address such as {@code http://127.0.0.1:9000}.
   *
   * @throws IllegalArgumentException if the address is not an origin of http or https
   */
  static Upstream parse(String address) {
    try {
      URI uri = new URI(address.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean isOrigin =
          (uri.getRawPath() == null || uri.getRawPath().matches("/?"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if (uri.getHost() != null && isOrigin && scheme.matches("https?")) {
        return new Upstream(scheme + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT));
      }
    } catch (URISyntaxException e) {
      // The exception below reports this error, too.
    }
    throw new IllegalArgumentException(
        "upstream: '" + address + "' is no site; one looks like http://127.0.0.1:9000");
  }

  /**
   * Returns the address of a request at the upstream site. Characters that browsers send unencoded
   * but that a URI must not contain are encoded.
   *
   * @param pathAndQuery path and query; begins with a slash
   */
  URI at(String pathAndQuery) {
    StringBuilder target = new StringBuilder(origin);
    byte[] bytes = pathAndQuery.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (UNCODED.indexOf(c) >= 0 || c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2)) {
        target.append(c);
      } else {
        target.append('%').append(String.format("%02X", (int) c));
      }
    }
    return URI.create(target.toString());
  }

  private static boolean isHex(byte[] bytes, int i) {
    return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
  }

  /**
   * Returns an address as visitors of the proxy need it: an address on this site becomes a path.
   */
  String seenFromOutside(String location) {
    String scheme = origin.substring(0, origin.indexOf("//"));
    String absolute = location.startsWith("//") ? scheme + location : location;
    if (!absolute.regionMatches(true, 0, origin, 0, origin.length())) {
      return location;
    }
    String rest = absolute.substring(origin.length());
    if (rest.isEmpty() || rest.startsWith("?") || rest.startsWith("#")) {
      return "/" + rest;
    }
    return rest.startsWith("/") && !rest.startsWith("//") ? rest : location;
  }
}
