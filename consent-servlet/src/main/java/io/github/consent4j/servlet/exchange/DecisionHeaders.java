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
  public static List<String> of(Exchange visit, Consent decided) {
    CompiledPolicy compiled = visit.compiled();
    List<String> headers = new ArrayList<>();
    if (decided.decision() instanceof Decision.Made made) {
      headers.add(consentCookie(visit, made));
    }
    // Their domain and path would not distinguish them from cookies of somebody else.
    if (visit.bringsOnlyDecisions()) {
      headers.addAll(
          compiled.sweep().earlierDecisions(cookie(visit), visit.page(), visit.contextPath()));
    }
    headers.addAll(
        visit.expiries(decided, Sweep.Moment.DECISION, ThreadLocalRandom.current().nextInt()));
    return headers;
  }

  private static String consentCookie(Exchange visit, Decision.Made made) {
    ConsentCookie codec = visit.compiled().cookie();
    DecisionCookie cookie = cookie(visit);
    return new SetCookie(
            cookie.name(),
            codec.encode(made),
            cookie.domainAt(visit.page().host()),
            cookie.pathIn(visit.contextPath()),
            OptionalLong.of(codec.maxAgeSeconds()),
            visit.page().scheme().equals("https"),
            false)
        .toString();
  }

  private static DecisionCookie cookie(Exchange visit) {
    return visit.compiled().policy().settings().cookie();
  }
}
