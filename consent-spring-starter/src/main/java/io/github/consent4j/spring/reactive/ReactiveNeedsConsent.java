package io.github.consent4j.spring.reactive;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Says for each request of a reactive application whether consent of its visitor is needed, as
 * {@link io.github.consent4j.servlet.NeedsConsent} does in one with servlets. Spring Boot takes a
 * bean of this type. Implementations are thread-safe, fast, and never wait.
 */
@FunctionalInterface
public interface ReactiveNeedsConsent {

  /**
   * Returns whether consent of the visitor is needed. In doubt it is. An exception counts as true.
   *
   * @param request the request as the server has received it; its body must not be read
   */
  boolean of(ServerHttpRequest request);
}
