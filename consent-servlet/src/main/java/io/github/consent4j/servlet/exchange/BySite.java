package io.github.consent4j.servlet.exchange;

import io.github.consent4j.policy.SiteAddress;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What several sites in one application have, by the address of each. Immutable and thread-safe.
 *
 * @param <V> what each site has
 */
final class BySite<V> {

  private final V top;
  private final SortedMap<SiteAddress, V> sites = new TreeMap<>();

  /**
   * @param top what addresses have that no site covers
   */
  BySite(V top, Map<SiteAddress, V> sites) {
    this.top = top;
    this.sites.putAll(sites);
  }

  boolean isOne() {
    return sites.isEmpty();
  }

  /**
   * Returns what the site of a page has.
   *
   * @param host name without a port
   * @param path path within the application
   */
  V at(String host, String path) {
    for (Map.Entry<SiteAddress, V> site : sites.entrySet()) {
      if (site.getKey().covers(host, path)) {
        return site.getValue();
      }
    }
    return top;
  }

  /** Returns the address of the site of a page; empty if no site covers it. */
  Optional<SiteAddress> addressAt(String host, String path) {
    return sites.keySet().stream().filter(address -> address.covers(host, path)).findFirst();
  }

  /** Returns the items of all sites but the top one. */
  <T> Stream<T> all(Function<V, Stream<T>> items) {
    return sites.values().stream().distinct().flatMap(items);
  }
}
