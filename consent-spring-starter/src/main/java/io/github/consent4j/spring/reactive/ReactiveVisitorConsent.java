package io.github.consent4j.spring.reactive;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.WhenDisabled;
import io.github.consent4j.servlet.exchange.CodeDecision;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.ResponseGate;
import io.github.consent4j.servlet.view.VisitorView;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Asks for the consent of the visitor of a request, and changes it, in code of a reactive
 * application.
 *
 * <pre>{@code
 * ReactiveVisitorConsent.current().map(visitor -> visitor.consent().allows("statistics"))
 * }</pre>
 *
 * <p>Handlers with annotations take the {@link Consent} as an argument. A change applies
 * immediately to the rest of this request. It applies to the next requests if the response is not
 * committed yet: the consent cookie is sent with the response. An instance belongs to one request.
 */
public final class ReactiveVisitorConsent {

  private static final String ATTRIBUTE = ReactiveVisitorConsent.class.getName();

  private final ServerWebExchange server;
  private final ReactiveVisit visit;

  private ReactiveVisitorConsent(ServerWebExchange server, ReactiveVisit visit) {
    this.server = server;
    this.visit = visit;
  }

  private static void store(ServerWebExchange server, ReactiveVisit visit) {
    server.getAttributes().put(ATTRIBUTE, new ReactiveVisitorConsent(server, visit));
    visit.store(server);
  }

  /**
   * Makes the visitor's consent available in a request.
   *
   * @param gate gate of the response; null if the response is left alone
   */
  static void store(ServerWebExchange server, Exchange exchange, @Nullable ResponseGate gate) {
    store(server, new ReactiveVisit(exchange::consent, exchange, gate));
  }

  /**
   * Returns a filter that makes the same consent of every visitor available, while the library is
   * switched off.
   */
  public static WebFilter whenDisabled(WhenDisabled answer) {
    answer.announce();
    return (server, chain) -> {
      store(server, new ReactiveVisit(answer::consent, null, null));
      return chain.filter(server).contextWrite(in(server));
    };
  }

  /** Returns what makes the consent available to everything that the request subscribes to. */
  static Context in(ServerWebExchange server) {
    return Context.of(ReactiveVisitorConsent.class, of(server));
  }

  /**
   * Returns the consent of the visitor of a request.
   *
   * @throws IllegalStateException if the request has not passed the filter
   */
  public static ReactiveVisitorConsent of(ServerWebExchange server) {
    if (server.getAttributes().get(ATTRIBUTE) instanceof ReactiveVisitorConsent known) {
      return known;
    }
    throw new IllegalStateException("The consent filter has not met this request");
  }

  /**
   * Returns the consent of the visitor of the request that somebody subscribes for. It is an {@link
   * IllegalStateException} if there is none.
   */
  public static Mono<ReactiveVisitorConsent> current() {
    return Mono.deferContextual(
        context ->
            context.hasKey(ReactiveVisitorConsent.class)
                ? Mono.just(context.get(ReactiveVisitorConsent.class))
                : Mono.error(
                    new IllegalStateException("There is no request that has met the filter")));
  }

  /** Returns what the visitor has decided; undecided if nothing, never null. */
  public Consent consent() {
    return visit.visitors().get();
  }

  /** Returns what the template of a page asks and inserts, for the visitor of this request. */
  public VisitorView view() {
    return VisitorView.among(server.getAttributes()::get);
  }

  /**
   * Grants categories and services in addition to what is allowed already. Does nothing if a
   * decision allows all of them already.
   *
   * @return whether the grant counts; it does not if no record of it can be kept and the policy
   *     says {@code records.when-full: refuse}. It is an {@link
   *     io.github.consent4j.consent.UnknownIdException} if the policy does not have one of them.
   */
  public Mono<Boolean> grant(String... ids) {
    Set<String> wanted = Set.of(ids);
    return decide(exchange -> CodeDecision.grant(exchange, wanted));
  }

  /**
   * Refuses categories and services; the rest stays as it is. Does nothing for a visitor who has
   * not decided, or who allows none of them. It is an {@link
   * io.github.consent4j.consent.UnknownIdException} if the policy does not have one of them.
   */
  public Mono<Void> withdraw(String... ids) {
    Set<String> unwanted = Set.of(ids);
    return decide(exchange -> CodeDecision.withdraw(exchange, unwanted)).then();
  }

  /**
   * Grants everything.
   *
   * @return whether the grant counts, as for {@link #grant}
   */
  public Mono<Boolean> acceptAll() {
    return decide(CodeDecision::acceptAll);
  }

  /** Refuses everything that can be refused. */
  public Mono<Void> rejectAll() {
    return decide(CodeDecision::rejectAll).then();
  }

  /** Makes a decision, away from the threads that serve visitors: a record of it is kept first. */
  private Mono<Boolean> decide(Function<Exchange, CodeDecision> decision) {
    if (visit.exchange() == null) {
      return Mono.just(true);
    }
    ResponseGate response = visit.gate();
    if (response == null) {
      return Mono.error(
          new IllegalStateException(
              "The response of this request is left alone ('skip-paths'), so that it cannot carry a"
                  + " decision"));
    }
    return Mono.fromCallable(
            () -> {
              CodeDecision made = decision.apply(response.exchange());
              return !made.isNew() || response.decide(made.decided(), made.action());
            })
        .subscribeOn(Schedulers.boundedElastic());
  }
}
