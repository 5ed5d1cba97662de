package io.github.consent4j.servlet.wrap;

import io.github.consent4j.servlet.exchange.RequestHead;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of a servlet container.
 *
 * @param request the container's own request; its session is not replaced by the filters inside
 */
public record ServletRequestHead(HttpServletRequest request) implements RequestHead {

  /** A container may write the session's id into the path. It must not be copied from there. */
  private static final Pattern SESSION_ID = Pattern.compile("(?i);jsessionid=[^/;]*");

  /** Returns all values of a header. */
  static List<String> headers(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public String serverName() {
    return request.getServerName();
  }

  @Override
  public int serverPort() {
    return request.getServerPort();
  }

  @Override
  public int localPort() {
    return request.getLocalPort();
  }

  @Override
  public String protocol() {
    return request.getProtocol();
  }

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public String contextPath() {
    return request.getContextPath();
  }

  /** {@inheritDoc} The container has freed it of dots, too. */
  @Override
  public String pathInApplication() {
    String path = request.getServletPath();
    String info = request.getPathInfo();
    return info == null ? path : path + info;
  }

  @Override
  public String target() {
    return target(request.getRequestURI(), request.getQueryString());
  }

  private static String target(String path, @Nullable String query) {
    return query == null ? path : path + '?' + query;
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public String address() {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    if (request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String forwarded) {
      path = forwarded;
      query = (String) request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
    } else if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
      path = failed;
    }
    return target(SESSION_ID.matcher(path).replaceAll(""), query);
  }

  @Override
  public boolean isFirst() {
    return request.getDispatcherType() == DispatcherType.REQUEST;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public List<String> headers(String name) {
    return headers(request, name);
  }

  @Override
  public @Nullable Object attribute(String name) {
    return request.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  public @Nullable Session session() {
    HttpSession session = request.getSession(false);
    return session == null ? null : new ContainerSession(session);
  }

  @Override
  public @Nullable String contentType() {
    return request.getContentType();
  }

  @Override
  public long contentLength() {
    return request.getContentLengthLong();
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }

  @Override
  public @Nullable String parameter(String name) {
    return request.getParameter(name);
  }

  @Override
  public Map<String, String[]> parameters() {
    return request.getParameterMap();
  }

  /** The container's session. */
  private record ContainerSession(HttpSession session) implements Session {

    @Override
    public @Nullable Object attribute(String name) {
      return session.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
      session.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
      session.removeAttribute(name);
    }
  }
}
