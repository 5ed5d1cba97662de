package io.github.consent4j.examples.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the operator writes under {@code proxy}. Immutable, and not yet checked: see {@link
 * SettingsCheck}.
 *
 * @param config the file that the settings are read from; null for {@code reverse-proxy.yaml} in
 *     the working directory
 * @param upstream the only site; null if {@code sites} names them
 * @param sites the sites by a name that the log shows
 * @param clientAddress whether the sites are told the visitor's address
 * @param connections the largest number of connections to each site
 * @param websockets the largest number of WebSocket connections
 */
@ConfigurationProperties(prefix = "proxy", ignoreUnknownFields = false)
record ProxySettings(
    @Nullable String config,
    @Nullable String upstream,
    @DefaultValue Map<String, SiteSettings> sites,
    @DefaultValue("true") boolean clientAddress,
    @DefaultValue("200") int connections,
    @DefaultValue("1000") int websockets,
    @DefaultValue Timeouts timeouts,
    @DefaultValue Management management,
    @DefaultValue AccessLog accessLog) {

  /**
   * One site behind the proxy.
   *
   * @param hosts the host names of the site; empty for every host that no other site names
   * @param path the beginning of the paths that belong to the site
   * @param upstream the address of the site: scheme, host, port, and a path that takes the place of
   *     {@code path}; null is an error
   * @param host the {@code Host} that the site gets: {@code preserve}, {@code upstream}, or a name
   * @param maxBody the largest request body; null for any
   */
  record SiteSettings(
      @DefaultValue List<String> hosts,
      @DefaultValue("/") String path,
      @Nullable String upstream,
      @DefaultValue("preserve") String host,
      @Nullable DataSize maxBody,
      @DefaultValue Tls tls) {}

  /**
   * How a site proves who it is.
   *
   * @param caFile certificates in PEM that are trusted in place of those of the Java runtime
   * @param trustStore a key store (PKCS #12 or JKS) with such certificates
   * @param trustStorePassword its password
   * @param serverName the name that the certificate must have, which is also the name in the
   *     handshake; null for the host of the address
   */
  record Tls(
      @Nullable String caFile,
      @Nullable String trustStore,
      @Nullable String trustStorePassword,
      @Nullable String serverName) {

    /** Does not show the password. */
    @Override
    public String toString() {
      return "Tls[" + caFile + ", " + trustStore + ", " + serverName + "]";
    }
  }

  /**
   * How long the proxy waits for a site.
   *
   * @param connect for a connection, including the handshake of TLS, and for a free one
   * @param response for the beginning of a response
   * @param idle for the next bytes of a response
   * @param websocket for the next bytes of a WebSocket connection, in either direction
   */
  record Timeouts(
      @DefaultValue("5s") Duration connect,
      @DefaultValue("60s") Duration response,
      @DefaultValue("5m") Duration idle,
      @DefaultValue("10m") Duration websocket) {}

  /**
   * Where the state of the proxy can be asked for.
   *
   * @param port -1 for nowhere, 0 for any free port
   */
  record Management(@DefaultValue("127.0.0.1") String address, @DefaultValue("8091") int port) {}

  /**
   * What the log says of each request.
   *
   * @param path whether it contains the path, without the query
   */
  record AccessLog(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean path) {}
}
