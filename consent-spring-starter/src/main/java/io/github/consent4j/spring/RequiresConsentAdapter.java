package io.github.consent4j.spring;

import io.github.consent4j.servlet.view.VisitorView;
import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Enforces {@link RequiresConsent} in a reactive application: it calls the handlers that have the
 * annotation, in place of Spring's own adapter. Thread-safe.
 */
final class RequiresConsentAdapter implements HandlerAdapter, Ordered {

  private final ObjectProvider<HandlerAdapter> adapters;
  private final ObjectProvider<DispatcherHandler> dispatchers;

  /**
   * @param adapters what calls a handler for which nothing is missing
   * @param dispatchers what finds the handler of a fallback that is a path
   */
  RequiresConsentAdapter(
      ObjectProvider<HandlerAdapter> adapters, ObjectProvider<DispatcherHandler> dispatchers) {
    this.adapters = adapters;
    this.dispatchers = dispatchers;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public boolean supports(Object handler) {
    return handler instanceof HandlerMethod method && MissingConsent.annotation(method) != null;
  }

  @Override
  public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
    ServerHttpRequest request = exchange.getRequest();
    VisitorView consent = ReactiveVisitorConsent.of(exchange).view();
    Optional<MissingConsent> missing =
        MissingConsent.of(
            (HandlerMethod) handler,
            request.getMethod().name(),
            request.getHeaders().getFirst(HttpHeaders.ACCEPT),
            exchange.getAttribute(MissingConsent.FALLS_BACK) != null,
            consent);
    return missing.isEmpty()
        ? usual(handler).handle(exchange, handler)
        : instead(missing.get(), consent, exchange, handler);
  }

  private HandlerAdapter usual(Object handler) {
    return adapters
        .orderedStream()
        .filter(adapter -> adapter != this && adapter.supports(handler))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nothing calls the handler " + handler));
  }

  private Mono<HandlerResult> instead(
      MissingConsent missing, VisitorView consent, ServerWebExchange exchange, Object handler) {
    return switch (missing.answer()) {
      case FALLBACK -> {
        exchange.getAttributes().put(MissingConsent.FALLS_BACK, true);
        yield missing.forward().isPresent()
            ? forward(missing.forward().get(), exchange)
            : Mono.just(shown(missing.fallback(), consent, handler));
      }
      case SETTINGS -> {
        String page = consent.settingsPage();
        yield page.isEmpty()
            ? Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN))
            : send(MissingConsent.HTML, page, exchange);
      }
      case PROBLEM -> send(MissingConsent.PROBLEM, missing.problem(consent).json(), exchange);
    };
  }

  private Mono<HandlerResult> forward(String path, ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    String context = request.getPath().contextPath().value();
    return dispatchers
        .getObject()
        .handle(exchange.mutate().request(request.mutate().path(context + path).build()).build())
        .then(Mono.empty());
  }

  private static HandlerResult shown(String name, VisitorView consent, Object handler) {
    return new HandlerResult(handler, rendering(name, consent), renderingType());
  }

  private static Rendering rendering(String name, VisitorView consent) {
    return name.startsWith(MissingConsent.REDIRECT)
        ? Rendering.redirectTo(name.substring(MissingConsent.REDIRECT.length())).build()
        : Rendering.view(name).modelAttribute(MissingConsent.ATTRIBUTE, consent).build();
  }

  /** Says to Spring that the result is a view, whatever the handler itself returns. */
  private static MethodParameter renderingType() {
    try {
      return new MethodParameter(
          RequiresConsentAdapter.class.getDeclaredMethod(
              "rendering", String.class, VisitorView.class),
          -1);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mono<HandlerResult> send(String type, String text, ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatus.FORBIDDEN);
    response.getHeaders().set(HttpHeaders.CACHE_CONTROL, MissingConsent.NEVER_STORED);
    response.getHeaders().set(HttpHeaders.CONTENT_TYPE, type);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return response
        .writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)))
        .then(Mono.empty());
  }
}
