package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request of any kind with the consent cookie of a visitor. */
final class VisitorRequest extends HttpServletRequestWrapper {

  private static final String COOKIE = "Cookie";

  private final VisitorCookie cookie;
  private final String header;

  private VisitorRequest(HttpServletRequest request, VisitorCookie cookie, String header) {
    super(request);
    this.cookie = cookie;
    this.header = header;
  }

  /** Returns the request of a visitor, unless it has a consent cookie or the visitor has none. */
  static HttpServletRequest of(HttpServletRequest request, Choice choice, Policy policy) {
    VisitorCookie cookie = cookie(request, choice, policy);
    String before = String.join("; ", Collections.list(request.getHeaders(COOKIE)));
    return cookie.value().isEmpty() || cookie.isIn(before)
        ? request
        : new VisitorRequest(request, cookie, cookie.addedTo(before));
  }

  /** Returns the consent cookie of a visitor of the requested page. */
  static VisitorCookie cookie(HttpServletRequest request, Choice choice, Policy policy) {
    return VisitorCookie.of(
        choice, policy, request.getScheme(), request.getServerName(), path(request));
  }

  /** Returns the path of a request within the application. */
  static String path(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getServletPath(), "")
        + Objects.requireNonNullElse(request.getPathInfo(), "");
  }

  @Override
  public @Nullable String getHeader(String name) {
    return COOKIE.equalsIgnoreCase(name) ? header : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return COOKIE.equalsIgnoreCase(name)
        ? Collections.enumeration(Set.of(header))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
    names.add(COOKIE);
    return Collections.enumeration(names);
  }

  @Override
  public Cookie[] getCookies() {
    return Stream.concat(
            Stream.of(Objects.requireNonNullElse(super.getCookies(), new Cookie[0])),
            cookie.value().map(value -> new Cookie(cookie.name(), value)).stream())
        .toArray(Cookie[]::new);
  }
}
