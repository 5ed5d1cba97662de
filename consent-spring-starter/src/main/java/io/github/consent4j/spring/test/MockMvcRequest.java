package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** A request through MockMvc before it reaches the filter, or after it has. */
record MockMvcRequest(MockHttpServletRequest request) {

  /**
   * Returns the policy in force for the request.
   *
   * @throws IllegalStateException if nobody knows it
   */
  Policy policy() {
    return found()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The policy of the request is not known: its application context has no"
                        + " ConsentFilter (is consent.enabled=false, or is the set-up a stand-alone"
                        + " one?). Build MockMvc with apply(consentFilter(filter)), or name the"
                        + " filter with under(filter)"));
  }

  private Optional<Policy> found() {
    WebApplicationContext context =
        WebApplicationContextUtils.getWebApplicationContext(servletContext());
    return Optional.ofNullable(context)
        .flatMap(ContextPolicy::in)
        .or(this::ofInitializedFilter)
        .or(CurrentTest::policy);
  }

  /** Returns the policy of a filter that this request has passed, or that its container knows. */
  private Optional<Policy> ofInitializedFilter() {
    try {
      return Optional.of(ConsentFilter.consent(request).policy())
          .filter(policy -> !policy.categories().isEmpty());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  private ServletContext servletContext() {
    return Objects.requireNonNull(request.getServletContext());
  }

  /** Returns the consent cookie of a visitor of the requested page. */
  VisitorCookie cookie(Choice choice, Policy policy) {
    return VisitorRequest.cookie(request, choice, policy);
  }

  /** Returns whether the request has a cookie of that name. */
  boolean has(VisitorCookie cookie) {
    return cookie.isIn(header());
  }

  /** Adds a cookie to the request, in place of one of its name. */
  void add(VisitorCookie cookie) {
    // MockMvc's own clients send a header alone, of which the mock makes no cookies.
    String header = cookie.addedTo(header());
    request.setCookies(cookies(cookie));
    request.removeHeader(HttpHeaders.COOKIE);
    if (!header.isEmpty()) {
      request.addHeader(HttpHeaders.COOKIE, header);
    }
  }

  private Cookie[] cookies(VisitorCookie cookie) {
    Cookie[] before = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
    return Stream.concat(
            Stream.of(before).filter(other -> !other.getName().equals(cookie.name())),
            cookie.value().map(value -> new Cookie(cookie.name(), value)).stream())
        .toArray(Cookie[]::new);
  }

  private String header() {
    return String.join("; ", Collections.list(request.getHeaders(HttpHeaders.COOKIE)));
  }
}
