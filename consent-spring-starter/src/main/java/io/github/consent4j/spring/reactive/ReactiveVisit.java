package io.github.consent4j.spring.reactive;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Visit;
import io.github.consent4j.servlet.plan.ResponseGate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * A visit in a reactive application.
 *
 * @param visitors the visitor's consent
 * @param exchange null while the library is switched off
 * @param gate gate of the response; null if the response is left alone
 */
record ReactiveVisit(
    Supplier<Consent> visitors, @Nullable Exchange exchange, @Nullable ResponseGate gate)
    implements Visit {

  /** Makes the visit available in the request. */
  void store(ServerWebExchange server) {
    server.getAttributes().put(Visit.class.getName(), this);
  }

  @Override
  public Consent consent() {
    return gate == null || gate.dependsOnVisitor()
        ? visitors.get()
        : gate.exchange().compiled().undecided();
  }

  @Override
  public boolean isForEverybody() {
    return gate != null && gate.isForEverybody();
  }

  @Override
  public String nonce() {
    return gate == null ? "" : gate.nonce();
  }

  @Override
  public @Nullable String contentType() {
    return gate == null ? null : gate.contentType();
  }
}
