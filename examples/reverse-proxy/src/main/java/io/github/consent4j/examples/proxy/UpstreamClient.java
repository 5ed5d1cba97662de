package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.proxy.ProxySettings.Timeouts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to one site. Works below the level of a client for users: nothing follows
 * redirects, keeps cookies, decodes bodies or adds a header field. Thread-safe.
 */
final class UpstreamClient implements AutoCloseable {

  /** Methods whose requests may be sent again (RFC 9110, section 9.2.2) and have no body. */
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

  /** As long as no visitor would wait for a site that does not answer "Expect: 100-continue". */
  private static final Timeout WAIT_FOR_CONTINUE = Timeout.ofSeconds(1);

  /** Sites close connections that nobody uses; most do so later than this. */
  private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(4);

  static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(16 * 1024)
          .setMaxLineLength(64 * 1024)
          .setMaxHeaderCount(200)
          .setWaitForContinueTimeout(WAIT_FOR_CONTINUE)
          .build();

  /** Bytes of header fields stay as they are. */
  static final CharCodingConfig BYTES =
      CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

  private final HttpRoute route;
  private final Timeouts timeouts;
  private final PoolingHttpClientConnectionManager connections;
  private final DefaultConnectionReuseStrategy reuse = new DefaultConnectionReuseStrategy();
  private final HttpRequestExecutor executor = new HttpRequestExecutor(LIMITS, reuse, null);

  UpstreamClient(Site site, Timeouts timeouts, int maxConnections) {
    Upstream upstream = site.upstream();
    HttpHost target =
        new HttpHost(
            upstream.host().getSchemeName(), upstream.host().getHostName(), upstream.port());
    HttpHost name = new HttpHost(target.getSchemeName(), site.tls().serverName(), target.getPort());
    this.route = new HttpRoute(target, name, null, upstream.isSecure());
    this.timeouts = timeouts;
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(LIMITS)
                    .charCodingConfig(BYTES)
                    .responseOutOfOrderStrategy(MonitoringResponseOutOfOrderStrategy.INSTANCE)
                    .build())
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(site.tls().context()))
            .setDefaultTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(Timeout.of(timeouts.connect())).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(timeouts.connect()))
                    .setSocketTimeout(Timeout.of(timeouts.response()))
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                    .build())
            .setMaxConnPerRoute(maxConnections)
            .setMaxConnTotal(maxConnections)
            .build();
  }

  /**
   * Sends a request and returns the head of the response, with the body still to come. A request
   * without a body is sent once more if the site had closed the connection in the meantime.
   *
   * @throws RefusedException if the visitor's body fails, or all connections are in use
   * @throws IOException if the site does not answer
   */
  Reply send(ClassicHttpRequest request) throws IOException, HttpException {
    ConnectionEndpoint endpoint = lease();
    boolean isUsed = endpoint.isConnected();
    try {
      return send(request, endpoint);
    } catch (NoHttpResponseException | SocketException e) {
      if (!isUsed || request.getEntity() != null || !REPEATABLE.contains(request.getMethod())) {
        throw e;
      }
    }
    // The other connections are of the same age.
    closeIdle();
    return send(request, lease());
  }

  /** Closes the connections that no request uses. */
  void closeIdle() {
    connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  private Reply send(ClassicHttpRequest request, ConnectionEndpoint endpoint)
      throws IOException, HttpException {
    HttpClientContext context = HttpClientContext.create();
    boolean isAnswered = false;
    try {
      if (!endpoint.isConnected()) {
        connections.connect(endpoint, TimeValue.of(timeouts.connect()), context);
      }
      endpoint.setSocketTimeout(Timeout.of(timeouts.response()));
      ClassicHttpResponse response = endpoint.execute("", request, executor::execute, context);
      isAnswered = true;
      endpoint.setSocketTimeout(Timeout.of(timeouts.idle()));
      return new Reply(request, response, endpoint, context);
    } finally {
      if (!isAnswered) {
        giveUp(endpoint);
      }
    }
  }

  private ConnectionEndpoint lease() throws IOException {
    try {
      return connections
          .lease("", route, Timeout.of(timeouts.connect()), null)
          .get(Timeout.of(timeouts.connect()));
    } catch (TimeoutException e) {
      throw new RefusedException(503, "The site behind this proxy is busy.\n", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The proxy is stopping");
    } catch (ExecutionException e) {
      throw new IOException("No connection can be made", e.getCause());
    }
  }

  private void giveUp(ConnectionEndpoint endpoint) {
    endpoint.close(CloseMode.IMMEDIATE);
    connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
  }

  /** Breaks off every response that is still coming. */
  @Override
  public void close() {
    connections.close(CloseMode.IMMEDIATE);
  }

  /** The response of a site. Must be closed. */
  final class Reply implements AutoCloseable {

    private final ClassicHttpRequest request;
    private final ClassicHttpResponse response;
    private final ConnectionEndpoint endpoint;
    private final HttpClientContext context;
    private boolean isComplete;

    private Reply(
        ClassicHttpRequest request,
        ClassicHttpResponse response,
        ConnectionEndpoint endpoint,
        HttpClientContext context) {
      this.request = request;
      this.response = response;
      this.endpoint = endpoint;
      this.context = context;
    }

    ClassicHttpResponse response() {
      return response;
    }

    /** The body has been read to its end, so that the connection can be used again. */
    void complete() {
      isComplete = true;
    }

    /** Keeps the connection if the response is complete, and breaks it off otherwise. */
    @Override
    public void close() {
      if (isComplete && reuse.keepAlive(request, response, context)) {
        connections.release(endpoint, null, KEEP_ALIVE);
      } else {
        giveUp(endpoint);
      }
    }
  }
}
