package io.github.consent4j.spring.reactive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;

/**
 * The exchange as a reactive application sees it. Sessions and conditional requests use its own
 * request and response: the server's ones would pass by the gates.
 */
final class GatedExchange extends ServerWebExchangeDecorator {

  private final GatedRequest request;
  private final GatedResponse response;
  private final ServerWebExchange own;

  GatedExchange(
      ServerWebExchange server,
      GatedRequest request,
      GatedResponse response,
      WebSessionManager sessions,
      ServerCodecConfigurer codecs,
      LocaleContextResolver locales) {
    super(server);
    this.request = request;
    this.response = response;
    own = new DefaultServerWebExchange(request, response, sessions, codecs, locales);
  }

  @Override
  public ServerHttpRequest getRequest() {
    return request;
  }

  @Override
  public GatedResponse getResponse() {
    return response;
  }

  @Override
  public Mono<WebSession> getSession() {
    return own.getSession();
  }

  @Override
  public boolean isNotModified() {
    return own.isNotModified();
  }

  @Override
  public boolean checkNotModified(Instant lastModified) {
    return own.checkNotModified(lastModified);
  }

  @Override
  public boolean checkNotModified(String etag) {
    return own.checkNotModified(etag);
  }

  @Override
  public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
    return own.checkNotModified(etag, lastModified);
  }
}
