package io.github.consent4j.page;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.Policy;
import java.time.Clock;
import java.util.Set;

/** Visitors of a site with a policy, with and without a decision. */
public record Visitors(Policy policy, RevisionMarks marks) {

  public static Visitors of(Policy policy) {
    return new Visitors(policy, RevisionMarks.of(policy));
  }

  public Pages pages() {
    return new Pages(policy, Assets.of(policy, marks));
  }

  public Consent undecided() {
    return Consent.of(policy, marks, Decision.UNDECIDED);
  }

  public Consent who(String... grants) {
    return new Decider(Clock.systemUTC()).save(undecided(), Set.of(grants));
  }

  public Consent acceptingAll() {
    return new Decider(Clock.systemUTC()).acceptAll(undecided());
  }

  public static View view(Consent consent) {
    return view(consent, "en");
  }

  public static View view(Consent consent, String language) {
    return new View(consent, language, "/app/consent", "/app/cooperations?page=2");
  }
}
