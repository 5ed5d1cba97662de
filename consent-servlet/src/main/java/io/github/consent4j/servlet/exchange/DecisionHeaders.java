package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.gate.cookie.SetCookie;
import io.github.consent4j.gate.cookie.Sweep;
import io.github.consent4j.policy.DecisionCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** The {@code Set-Cookie} headers of a decision. */
public final class DecisionHeaders {

  private DecisionHeaders() {}

  /**
   * Returns the headers: first the consent cookie, then those that delete cookies that are no
   * longer wanted.
   */
  public static List<String> of(Exchange exchange, Consent decided) {
    CompiledPolicy compiled = exchange.compiled();
    List<String> headers = new ArrayList<>();
    if (decided.decision() instanceof Decision.Made made) {
      headers.add(consentCookie(exchange, made));
    }
    // Their domain and path would not distinguish them from cookies of somebody else.
    if (exchange.bringsOnlyDecisions()) {
      headers.addAll(
          compiled
              .sweep()
              .earlierDecisions(cookie(exchange), exchange.page(), exchange.contextPath()));
    }
    headers.addAll(
        exchange.expiries(decided, Sweep.Moment.DECISION, ThreadLocalRandom.current().nextInt()));
    return headers;
  }

  private static String consentCookie(Exchange exchange, Decision.Made made) {
    ConsentCookie codec = exchange.compiled().cookie();
    DecisionCookie cookie = cookie(exchange);
    return new SetCookie(
            cookie.name(),
            codec.encode(made),
            cookie.domainAt(exchange.page().host()),
            cookie.pathIn(exchange.contextPath()),
            OptionalLong.of(codec.maxAgeSeconds()),
            exchange.page().scheme().equals("https"),
            false)
        .toString();
  }

  private static DecisionCookie cookie(Exchange exchange) {
    return exchange.compiled().policy().settings().cookie();
  }
}
