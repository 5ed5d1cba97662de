package io.github.consent4j.examples.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The connections to all sites. Thread-safe. */
final class Clients implements AutoCloseable {

  private final Map<Site, UpstreamClient> clients = new HashMap<>();

  Clients(Sites sites, ProxySettings settings) {
    for (Site site : sites.all()) {
      clients.put(site, new UpstreamClient(site, settings.timeouts(), settings.connections()));
    }
  }

  UpstreamClient of(Site site) {
    return Objects.requireNonNull(clients.get(site));
  }

  /** Closes the connections that no request uses. */
  void closeIdle() {
    clients.values().forEach(UpstreamClient::closeIdle);
  }

  @Override
  public void close() {
    clients.values().forEach(UpstreamClient::close);
  }
}
