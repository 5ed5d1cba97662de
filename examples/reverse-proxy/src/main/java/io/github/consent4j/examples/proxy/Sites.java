package io.github.consent4j.examples.proxy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sites behind the proxy. A site that names the host comes before one for any host, and a
 * longer path before a shorter one. Immutable.
 */
final class Sites {

  private final List<Site> inOrder;

  Sites(List<Site> sites) {
    inOrder =
        sites.stream()
            .sorted(
                Comparator.comparing((Site site) -> site.hosts().isEmpty())
                    .thenComparing(site -> -site.path().length()))
            .toList();
  }

  List<Site> all() {
    return inOrder;
  }

  /**
   * Returns the site that a request asks for; empty if there is none.
   *
   * @param host the host without port
   * @param rawPath the path as the request contains it
   */
  Optional<Site> of(String host, String rawPath) {
    String name = withoutDot(host.toLowerCase(Locale.ROOT));
    return inOrder.stream()
        .filter(site -> site.hosts().isEmpty() || site.hosts().contains(name))
        .filter(site -> site.has(rawPath))
        .findFirst();
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
