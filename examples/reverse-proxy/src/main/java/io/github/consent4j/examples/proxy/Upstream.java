package io.github.consent4j.examples.proxy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.core5.http.HttpHost;

/**
 * The address of a site behind the proxy. Immutable.
 *
 * @param host scheme, host and port
 * @param base the path at which the site begins; empty for the root, otherwise it begins with a
 *     slash and ends without
 */
record Upstream(HttpHost host, String base) {

  private static final String UNCODED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?";

  /**
   * Reads an address such as {@code http://127.0.0.1:9000} or {@code https://cms.example/site}.
   *
   * @throws IllegalArgumentException if it is not an address of http or https, or has a query
   */
  static Upstream parse(String address) {
    try {
      URI uri = new URI(address.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean isPlain =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
      if (uri.getHost() != null && isPlain && scheme.matches("https?") && uri.getPort() <= 65535) {
        HttpHost host = new HttpHost(scheme, bare(uri.getHost()), port(scheme, uri.getPort()));
        return new Upstream(host, withoutSlash(uri.getRawPath()));
      }
    } catch (URISyntaxException e) {
      // The exception below reports this error, too.
    }
    throw new IllegalArgumentException("'" + address + "' is no address of http or https");
  }

  /** Returns a host without the brackets of IPv6, in lower case. */
  private static String bare(String host) {
    return host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  /** Returns a port, or -1 for the usual one of a scheme. */
  private static int port(String scheme, int port) {
    return port == (scheme.equals("https") ? 443 : 80) ? -1 : port;
  }

  static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Returns scheme, host and port, without a port that says nothing. */
  String origin() {
    return host.toURI();
  }

  /** Returns host and port as {@code Host} has them. */
  String authority() {
    return host.toHostString();
  }

  boolean isSecure() {
    return host.getSchemeName().equals("https");
  }

  /** Returns the port, also if the address does not contain it. */
  int port() {
    return host.getPort() >= 0 ? host.getPort() : isSecure() ? 443 : 80;
  }

  /** Looks up what to connect to, each time anew. */
  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host.getHostName(), port());
  }

  /**
   * Returns path and query as a request may contain them. Characters that browsers send unencoded
   * but that a URI must not contain are encoded.
   *
   * @param pathAndQuery path and query; begins with a slash
   */
  static String encode(String pathAndQuery) {
    StringBuilder target = new StringBuilder();
    byte[] bytes = pathAndQuery.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (UNCODED.indexOf(c) >= 0 || c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2)) {
        target.append(c);
      } else {
        target.append('%').append(String.format("%02X", (int) c));
      }
    }
    return target.toString();
  }

  private static boolean isHex(byte[] bytes, int i) {
    return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
  }
}
