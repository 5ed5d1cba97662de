package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.ConsentSite;
import io.github.consent4j.servlet.endpoint.Endpoints;
import io.github.consent4j.servlet.exchange.ConsentNeed;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.ResponseGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Blocks in a reactive application what the visitor has not allowed, as {@code ConsentFilter} does
 * in one with servlets: cookies in requests and responses, and third-party content in pages. Serves
 * the library's own pages below the policy's base path. Spring Boot registers it before every other
 * filter that sets cookies. Thread-safe.
 *
 * <p>Error pages are written within this filter, because Spring would write them outside of all
 * filters.
 */
public final class ConsentWebFilter implements WebFilter, Ordered {

  /** A longer body of a request to the library's own pages is refused. */
  private static final int LONGEST_BODY = 64 * 1024 + 1;

  private static final byte[] NO_BODY = {};

  private final ConsentSite site;
  private final ConsentNeed<ServerHttpRequest> need;
  private final WebSessionManager sessions;
  private final ServerCodecConfigurer codecs;
  private final LocaleContextResolver locales;
  private final List<WebExceptionHandler> errors;
  private final int order;

  /**
   * @param site the site whose policy the filter enforces; closed by whoever has started it
   * @param need returns whether consent of a visitor is needed, if the policy wants to know
   * @param errors what writes error pages, in the order in which they are asked
   * @param order the place among other filters
   */
  public ConsentWebFilter(
      ConsentSite site,
      ReactiveNeedsConsent need,
      WebSessionManager sessions,
      ServerCodecConfigurer codecs,
      LocaleContextResolver locales,
      List<WebExceptionHandler> errors,
      int order) {
    this.site = site;
    this.need = new ConsentNeed<>(need::of);
    this.sessions = sessions;
    this.codecs = codecs;
    this.locales = locales;
    this.errors = List.copyOf(errors);
    this.order = order;
  }

  @Override
  public int getOrder() {
    return order;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange server, WebFilterChain chain) {
    return site.isReady()
        ? gate(server, chain)
        : Mono.defer(() -> gate(server, chain)).subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<Void> gate(ServerWebExchange server, WebFilterChain chain) {
    ServerRequestHead head = new ServerRequestHead(server);
    Exchange exchange = site.begin(head, need.of(server.getRequest()));
    if (Endpoints.concerns(exchange)) {
      return ownPage(server, head, exchange);
    }
    exchange.goesToApplication();
    if (exchange.isSkipped()) {
      ReactiveVisitorConsent.store(server, exchange, null);
      return chain.filter(server).contextWrite(ReactiveVisitorConsent.in(server));
    }
    exchange.countCookies();
    ResponseGate gate =
        new ResponseGate(exchange, head, new ServerResponseHead(server.getResponse()));
    GatedResponse response =
        new GatedResponse(server.getResponse(), gate, head.reactiveSession().save());
    GatedRequest request =
        new GatedRequest(server.getRequest(), head, gate.requestHeaders(head), exchange);
    GatedExchange gated = new GatedExchange(server, request, response, sessions, codecs, locales);
    ReactiveVisitorConsent.store(gated, exchange, gate);
    return session(exchange, head, gated)
        .then(answered(gated, chain))
        .then(Mono.defer(response::end))
        .onErrorResume(failure -> response.end().onErrorComplete().then(Mono.error(failure)))
        .contextWrite(ReactiveVisitorConsent.in(gated));
  }

  /** Waits for the session if cookies may wait in it. */
  private static Mono<Void> session(
      Exchange exchange, ServerRequestHead head, ServerWebExchange server) {
    return exchange.letsCookiesWait()
        ? head.reactiveSession().receive(server.getSession())
        : Mono.empty();
  }

  /** Has the application answer, with its error page if it fails. */
  private Mono<Void> answered(GatedExchange gated, WebFilterChain chain) {
    Mono<Void> answer = Mono.defer(() -> chain.filter(gated));
    if (!errors.isEmpty()) {
      answer =
          answer.doOnError(
              failure ->
                  gated
                      .getAttributes()
                      .put(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION, failure));
    }
    for (WebExceptionHandler handler : errors) {
      answer = answer.onErrorResume(failure -> handler.handle(gated, failure));
    }
    return answer;
  }

  /** Serves one of the library's own pages. It may wait for the store of records. */
  private static Mono<Void> ownPage(
      ServerWebExchange server, ServerRequestHead head, Exchange exchange) {
    return session(exchange, head, server)
        .then(body(server))
        .publishOn(Schedulers.boundedElastic())
        .flatMap(
            body -> {
              OwnPageReply reply = new OwnPageReply(server.getResponse());
              try {
                Endpoints.serve(exchange, head.with(body), reply);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return head.reactiveSession().save().then(Mono.defer(reply::send));
            });
  }

  private static Mono<byte[]> body(ServerWebExchange server) {
    Flux<DataBuffer> body =
        DataBufferUtils.takeUntilByteCount(server.getRequest().getBody(), LONGEST_BODY);
    return DataBufferUtils.join(body).map(GatedResponse::bytes).defaultIfEmpty(NO_BODY);
  }
}
