package io.github.consent4j.spring.reactive;

import io.github.consent4j.consent.Consent;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Resolves the visitor's {@link Consent} and the {@link ReactiveVisitorConsent} as arguments of
 * handler methods. Spring Boot registers it automatically. Thread-safe.
 */
public final class ReactiveConsentArgumentResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == Consent.class || type == ReactiveVisitorConsent.class;
  }

  /** {@inheritDoc} It is an {@link IllegalStateException} if the application has no filter. */
  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext bindings, ServerWebExchange exchange) {
    return Mono.fromCallable(
        () -> {
          ReactiveVisitorConsent visitor = ReactiveVisitorConsent.of(exchange);
          return parameter.getParameterType() == Consent.class ? visitor.consent() : visitor;
        });
  }
}
