package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.proxy.ProxySettings.Timeouts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;

/**
 * Passes WebSocket connections through (RFC 6455): the handshake as HTTP, then bytes in both
 * directions, which nobody reads. No other protocol can be switched to, as a connection whose
 * meaning the proxy does not know could carry requests past it. Thread-safe.
 */
final class WebSockets implements AutoCloseable {

  private final Timeouts timeouts;
  private final int max;
  private final Set<WebSocketTunnel> open = ConcurrentHashMap.newKeySet();

  WebSockets(Timeouts timeouts, int max) {
    this.timeouts = timeouts;
    this.max = max;
  }

  static boolean isAskedFor(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && hasToken(HeaderFields.values(request, "Connection").stream(), "upgrade");
  }

  private static boolean hasToken(Stream<String> values, String token) {
    return values
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(each -> each.strip().equalsIgnoreCase(token));
  }

  /** Returns the number of open connections. */
  int count() {
    return open.size();
  }

  /**
   * Opens a connection. A site that does not want one gives an ordinary response.
   *
   * @param onward the request to the site, without the fields that ask for the other protocol
   */
  void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Site site,
      ClassicHttpRequest onward)
      throws IOException, HttpException {
    if (open.size() >= max) {
      throw new RefusedException(503, "There are too many connections.\n", null);
    }
    onward.addHeader("Connection", "Upgrade");
    onward.addHeader("Upgrade", "websocket");
    Socket socket = connect(site);
    boolean isTunnel = false;
    try {
      DefaultBHttpClientConnection connection = handshake(socket);
      connection.sendRequestHeader(onward);
      connection.flush();
      ClassicHttpResponse answer = connection.receiveResponseHeader();
      while (answer.getCode() < 200 && answer.getCode() != 101) {
        answer = connection.receiveResponseHeader();
      }
      connection.receiveResponseEntity(answer);
      ResponseFields.copy(answer, site, request, response);
      if (answer.getCode() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        switchProtocol(request, response, answer, socket);
        isTunnel = true;
      } else {
        passBody(answer.getEntity(), response);
      }
    } finally {
      if (!isTunnel) {
        socket.close();
      }
    }
  }

  private Socket connect(Site site) throws IOException {
    Upstream upstream = site.upstream();
    int patience = Math.toIntExact(timeouts.connect().toMillis());
    Socket socket = new Socket();
    try {
      socket.connect(upstream.socketAddress(), patience);
      socket.setTcpNoDelay(true);
      if (upstream.isSecure()) {
        socket.setSoTimeout(patience);
        return new DefaultClientTlsStrategy(site.tls().context())
            .upgrade(
                socket, site.tls().serverName(), upstream.port(), null, HttpClientContext.create());
      }
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private DefaultBHttpClientConnection handshake(Socket socket) throws IOException {
    DefaultBHttpClientConnection connection =
        new DefaultBHttpClientConnection(
            UpstreamClient.LIMITS,
            StandardCharsets.ISO_8859_1.newDecoder(),
            StandardCharsets.ISO_8859_1.newEncoder());
    if (socket instanceof SSLSocket secure) {
      connection.bind(secure, socket);
    } else {
      connection.bind(socket);
    }
    socket.setSoTimeout(Math.toIntExact(timeouts.response().toMillis()));
    return connection;
  }

  private void switchProtocol(
      HttpServletRequest request,
      HttpServletResponse response,
      ClassicHttpResponse answer,
      Socket socket)
      throws IOException, HttpException {
    boolean isWebSocket =
        Arrays.stream(answer.getHeaders("Upgrade"))
            .map(Header::getValue)
            .allMatch("websocket"::equalsIgnoreCase);
    HttpEntity fromSite = answer.getEntity();
    if (!isWebSocket || fromSite == null) {
      throw new ProtocolException("It switched to another protocol");
    }
    response.setHeader("Upgrade", "websocket");
    response.setHeader("Connection", "Upgrade");
    // What came with the handshake is read first: the connection holds it.
    InputStream in = fromSite.getContent();
    try {
      WebSocketTunnel tunnel = request.upgrade(WebSocketTunnel.class);
      tunnel.begin(socket, in, timeouts.websocket(), open);
    } catch (ServletException e) {
      throw new IOException(e);
    }
  }

  private static void passBody(HttpEntity entity, HttpServletResponse response) throws IOException {
    if (entity != null) {
      ProxyServlet.passBody(entity.getContent(), response.getOutputStream());
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    open.forEach(WebSocketTunnel::destroy);
  }
}
