package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The head of a request of a reactive application. It has a session once somebody has waited for
 * it.
 */
final class ServerRequestHead implements RequestHead {

  private static final byte[] NO_BODY = {};

  private final ServerWebExchange exchange;
  private final ServerHttpRequest request;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final ReactiveSession session;

  ServerRequestHead(ServerWebExchange exchange) {
    this(exchange, headers(exchange.getRequest().getHeaders()), NO_BODY, new ReactiveSession());
  }

  private ServerRequestHead(
      ServerWebExchange exchange,
      Map<String, List<String>> headers,
      byte[] body,
      ReactiveSession session) {
    this.exchange = exchange;
    this.request = exchange.getRequest();
    this.headers = headers;
    this.body = body;
    this.session = session;
  }

  private static Map<String, List<String>> headers(HttpHeaders all) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.forEach((name, values) -> headers.put(name, List.copyOf(values)));
    return headers;
  }

  /** Returns the head of the same request with a body that was read. */
  ServerRequestHead with(byte[] read) {
    return new ServerRequestHead(exchange, headers, read, session);
  }

  /** Returns what gives this request its session. */
  ReactiveSession reactiveSession() {
    return session;
  }

  /** Returns all headers, in the order of their names. */
  Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public String method() {
    return request.getMethod().name();
  }

  @Override
  public String scheme() {
    String scheme = request.getURI().getScheme();
    return scheme == null ? "http" : scheme;
  }

  @Override
  public String serverName() {
    String host = request.getURI().getHost();
    if (host != null) {
      return host;
    }
    // A name with an underscore is none for Java.
    String authority = request.getURI().getRawAuthority();
    return authority == null ? "localhost" : authority.replaceFirst(":[0-9]*$", "");
  }

  @Override
  public int serverPort() {
    int port = request.getURI().getPort();
    return port >= 0 ? port : scheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  @Override
  public int localPort() {
    InetSocketAddress local = request.getLocalAddress();
    return local == null ? -1 : local.getPort();
  }

  /** {@inheritDoc} Spring does not tell it. */
  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public @Nullable String remoteAddress() {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? null
        : remote.getAddress().getHostAddress();
  }

  @Override
  public String contextPath() {
    return request.getPath().contextPath().value();
  }

  @Override
  public String pathInApplication() {
    StringBuilder path = new StringBuilder();
    for (PathContainer.Element element : request.getPath().pathWithinApplication().elements()) {
      path.append(
          element instanceof PathSegment segment ? segment.valueToMatch() : element.value());
    }
    return path.toString();
  }

  @Override
  public String target() {
    String path = request.getURI().getRawPath();
    String query = query();
    return query == null ? path : path + '?' + query;
  }

  @Override
  public @Nullable String query() {
    return request.getURI().getRawQuery();
  }

  @Override
  public String address() {
    return target();
  }

  @Override
  public boolean isFirst() {
    return true;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public @Nullable Object attribute(String name) {
    return exchange.getAttributes().get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    exchange.getAttributes().put(name, value);
  }

  @Override
  public @Nullable Session session() {
    return session.ifStarted();
  }

  @Override
  public @Nullable String contentType() {
    return header(HttpHeaders.CONTENT_TYPE);
  }

  @Override
  public long contentLength() {
    String length = header(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public @Nullable String parameter(String name) {
    return request.getQueryParams().getFirst(name);
  }

  @Override
  public Map<String, String[]> parameters() {
    Map<String, String[]> parameters = new TreeMap<>();
    request
        .getQueryParams()
        .forEach(
            (name, values) ->
                parameters.put(
                    name,
                    new ArrayList<>(values).stream().map(String::valueOf).toArray(String[]::new)));
    return parameters;
  }
}
