package io.github.consent4j.policy;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.text.DomainName;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of one of several sites in an application: a host, a path with everything below it,
 * or both. More specific addresses come first: the host decides before the path, a single host
 * before all hosts of a domain, a longer path before a shorter one. Immutable and thread-safe.
 *
 * @param host name in ASCII and lower case; {@code *.example.org} means all hosts below that
 *     domain; empty for any host
 * @param path path within the application, without a slash at its end; empty for any path
 */
public record SiteAddress(Optional<String> host, Optional<String> path)
    implements Comparable<SiteAddress> {

  private static final String ANY_BELOW = "*.";

  private static final Comparator<SiteAddress> MOST_SPECIFIC_FIRST =
      Comparator.<SiteAddress, Boolean>comparing(address -> address.host().isEmpty())
          .thenComparing(address -> address.host().filter(SiteAddress::isPattern).isPresent())
          .thenComparingInt(address -> -address.host().map(String::length).orElse(0))
          .thenComparingInt(address -> -address.path().map(String::length).orElse(0))
          .thenComparing(SiteAddress::toString);

  /** Returns whether the address covers a page. */
  public boolean covers(String pageHost, String pagePath) {
    return coversHost(pageHost) && (path.isEmpty() || SitePath.isWithin(pagePath, path.get()));
  }

  private boolean coversHost(String pageHost) {
    if (host.isEmpty()) {
      return true;
    }
    String lower = pageHost.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return isPattern(host.get())
        ? DomainName.isBelow(name, host.get().substring(ANY_BELOW.length()))
        : name.equals(host.get());
  }

  private static boolean isPattern(String host) {
    return host.startsWith(ANY_BELOW);
  }

  @Override
  public int compareTo(SiteAddress other) {
    return MOST_SPECIFIC_FIRST.compare(this, other);
  }

  /** Returns host and path as a page's address begins, without a scheme. */
  @Override
  public String toString() {
    return host.orElse("") + path.orElse("");
  }
}
