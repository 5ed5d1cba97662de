package io.github.consent4j.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Says for each request whether consent of its visitor is needed, for sites with visitors of whom
 * no law requires it. It is asked only if the policy says {@code site.needs-consent: by-request}.
 *
 * <pre>{@code
 * ConsentFilter.builder().needsConsent(request -> !"US".equals(request.getHeader("CF-IPCountry")))
 * }</pre>
 *
 * <p>A visitor of whom no consent is needed sees no banner, and everything is allowed that the
 * visitor has not refused; nothing is stored. Global Privacy Control is followed all the same.
 * Pages that caches share are the same for everybody, so that there everybody is asked.
 *
 * <p>Implementations are thread-safe and fast: they are called on every request, before anything
 * else. Spring Boot takes a bean of this type.
 */
@FunctionalInterface
public interface NeedsConsent {

  /**
   * Returns whether consent of the visitor is needed. In doubt it is. An exception counts as true.
   *
   * @param request the request as the container passes it, with everything that the browser sends;
   *     its body must not be read
   */
  boolean of(HttpServletRequest request);
}
