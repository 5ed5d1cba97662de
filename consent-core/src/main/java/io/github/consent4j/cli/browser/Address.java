package io.github.consent4j.cli.browser;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the web without what may identify a visitor: user, query, fragment, parameters of
 * the path, and parts of the path that are longer than names are. Immutable.
 *
 * @param host in lower case
 */
record Address(String scheme, String host, String path) {

  private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
  private static final Pattern LONG_PART = Pattern.compile("[^/]{81,}");
  private static final Pattern WEB =
      Pattern.compile(
          "(?i)(https?|wss?)://(?:[^/?#@]*@)?(\\[[^\\]]*\\]|[^:/?#]*)[^/?#]*([^?#]*).*");

  /** Reads an address; empty if it leads nowhere on the web, as {@code data:} does not. */
  static Optional<Address> of(String url) {
    Matcher parts = WEB.matcher(url);
    return parts.matches()
        ? Optional.of(
            new Address(
                parts.group(1).toLowerCase(Locale.ROOT),
                SameSite.plain(parts.group(2)),
                plainPath(parts.group(3))))
        : Optional.empty();
  }

  private static String plainPath(String path) {
    String named = PARAMETERS.matcher(path).replaceAll("");
    return named.isEmpty() ? "/" : LONG_PART.matcher(named).replaceAll("...");
  }

  /** Returns an address that can be visited, without its fragment; empty if it is not one. */
  static Optional<URI> link(String url) {
    try {
      URI uri = new URI(url.replaceFirst("#.*", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri.normalize()) : Optional.empty();
    } catch (URISyntaxException e) {
      // A browser may repair it; an audit can do without.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return scheme + "://" + host + path;
  }
}
