package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import org.junit.jupiter.api.Test;

public class CookieLogTest {

  private final Policy policy = ReferencePolicy.get();
  private final CookieRules rules = CookieRules.of(policy);
  private final AllowedServices allowed =
      AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
  private final SetCookieGate responses =
      new SetCookieGate(rules, allowed, "www.example.org", Clock.systemUTC());
  private final CookieGate requests = new CookieGate(rules, allowed, "www.example.org");

  @Test
  void an_undeclared_cookie_is_logged_once_in_one_line_and_without_its_value() {
    String log =
        CapturedLog.of(
            () -> {
              responses.passes("who_knows=secret; Path=/");
              responses.passes("who_knows=secret; Path=/");
            });
    assertThat(log)
        .containsOnlyOnce("WARN")
        .contains("'who_knows'", "it passes")
        .doesNotContain("secret");
    assertThat(log.strip().lines()).hasSize(1);
  }

  @Test
  void a_blocked_name_that_is_declared_for_another_domain_is_logged_once() {
    Policy counting =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[econda]", "[econda, counter]")
                + """
                services:
                  counter:
                    name: Counter
                    provider: { name: Counter Ltd, country: IE }
                    purpose: Counts
                    stores:
                      - { name: far, lifetime: session, purpose: Counts, domain: .counter.example }
                """);
    Consent undecided = Consent.of(counting, RevisionMarks.of(counting), Decision.UNDECIDED);
    SetCookieGate gate =
        new SetCookieGate(
            CookieRules.of(counting),
            AllowedServices.of(undecided),
            "www.example.org",
            Clock.systemUTC());
    String log =
        CapturedLog.of(
            () -> {
              gate.passes("far=1");
              gate.passes("far=2");
            });
    assertThat(log)
        .containsOnlyOnce("WARN")
        .contains("'far' is held back", "'counter'", ".counter.example", "stores:", "'domains'");
  }

  @Test
  void names_on_a_providers_own_domains_are_logged_only_as_undeclared_here() {
    assertThat(CapturedLog.of(() -> responses.passes("VISITOR_INFO1_LIVE=1")))
        .containsOnlyOnce("WARN")
        .contains("'VISITOR_INFO1_LIVE' was set and no service declares it");
  }

  @Test
  void visitors_cannot_fill_the_log() {
    String log =
        CapturedLog.of(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                requests.passes("made_up_" + Integer.toString(i, 36).replaceAll("\\d", "x"));
              }
              requests.passes("x\nWARN forged");
              requests.passes("y".repeat(10_000));
              responses.passes("by_the_site=1");
            });
    assertThat(log.split("WARN", -1).length - 1).isBetween(50, 102);
    assertThat(log).contains("'by_the_site'").doesNotContain("forged");
  }
}
