package io.github.consent4j.servlet;

import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Tells whether an address is one that a service declares as its own. */
final class ServiceAddress {

  private ServiceAddress() {}

  static boolean belongsTo(Service service, String address) {
    try {
      URI uri = new URI(address);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http")
          || uri.getHost() == null
          || uri.getRawUserInfo() != null) {
        return false;
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return service.loads().urls().stream().anyMatch(pattern -> matches(pattern, host, path));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean matches(UrlPattern pattern, String host, String path) {
    boolean hostMatches =
        pattern.subdomains() ? host.endsWith("." + pattern.host()) : host.equals(pattern.host());
    return hostMatches && pattern.path().filter(glob -> !glob.matches(path)).isEmpty();
  }
}
