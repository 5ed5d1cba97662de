package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.VisitorView;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.result.view.ViewResolutionResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives the templates of a reactive application a {@link VisitorView}, as an attribute of the
 * model, before Spring shows the view. It leaves a model alone that has such an attribute already,
 * and one that may be shown as something else than a page. Thread-safe.
 */
public final class ConsentModelResultHandler implements HandlerResultHandler, Ordered {

  private final String attribute;
  private final ObjectProvider<ViewResolutionResultHandler> views;

  /**
   * Makes a handler.
   *
   * @param attribute name of the attribute
   * @param views what shows the views
   */
  public ConsentModelResultHandler(
      String attribute, ObjectProvider<ViewResolutionResultHandler> views) {
    this.attribute = attribute;
    this.views = views;
  }

  /** {@inheritDoc} It is directly before what shows the views. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE - 1;
  }

  @Override
  public boolean supports(HandlerResult result) {
    ViewResolutionResultHandler shown = views.getIfAvailable();
    return shown != null && shown.supports(result);
  }

  @Override
  public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
    ViewResolutionResultHandler shown = views.getObject();
    String accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
    if (!result.getModel().containsAttribute(attribute)
        && (shown.getDefaultViews().isEmpty() || PagePreference.isForPages(accept))) {
      result.getModel().addAttribute(attribute, VisitorView.among(exchange.getAttributes()::get));
    }
    return shown.handleResult(exchange, result);
  }
}
