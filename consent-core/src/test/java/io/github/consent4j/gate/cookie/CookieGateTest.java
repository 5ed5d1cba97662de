package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieGateTest {

  private final Policy policy = ReferencePolicy.get();

  private static Consent undecided(Policy policy) {
    return Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  }

  private static CookieGate gate(Consent consent) {
    return new CookieGate(
        CookieRules.of(consent.policy()), AllowedServices.of(consent), "www.example.org");
  }

  @Test
  void a_header_without_blocked_cookies_stays_the_same_object() {
    String header = " WESESSION=1;;\tJSESSIONID=\"2\" ;x=3";
    assertThat(gate(undecided(policy)).filter(header).orElseThrow()).isSameAs(header);
  }

  @Test
  void blocked_cookies_are_removed_at_any_position() {
    CookieGate gate = gate(undecided(policy));
    assertThat(gate.filter("emos_jcvid=1; a=1; emos_jcvid = 2;b=\"2;emos_jcvid;c=3"))
        .hasValue("a=1; b=\"2; c=3");
    assertThat(gate.filter("emos_jcvid=1")).isEmpty();
  }

  @Test
  void one_allowed_service_is_enough() {
    CookieGate gate = gate(undecided(policy));
    assertThat(gate.passes("emos_jcsid")).isTrue();
    assertThat(gate.passes("emos_jcvid")).isFalse();
    Consent granted = new Decider(Clock.systemUTC()).save(undecided(policy), Set.of("econda"));
    assertThat(gate(granted).passes("emos_jcvid")).isTrue();
  }

  @Test
  void patterns_match_groups_of_names() {
    Policy families =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[econda]", "[econda, counter]")
                + """
                services:
                  counter:
                    name: Counter
                    provider: { name: Counter Ltd, country: IE }
                    purpose: Counts
                    stores:
                      - { name: "_pk_*", lifetime: session, purpose: Counts }
                """);
    CookieGate gate = gate(undecided(families));
    assertThat(gate.passes("_pk_id.1.2")).isFalse();
    assertThat(gate.passes("x_pk_id")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"VISITOR_INFO1_LIVE", "PREF", "CONSENT", "NID", "IDE", "gt", "dnt"})
  void a_cookie_of_the_site_is_not_confused_with_one_on_a_providers_own_domain(String name) {
    assertThat(gate(undecided(policy)).passes(name)).isTrue();
    Policy strict = ReferencePolicy.read(ReferencePolicy.YAML + "undeclared-cookies: block\n");
    assertThat(gate(undecided(strict)).passes(name)).as("nobody declares it").isFalse();
  }

  @Test
  void cookies_on_a_providers_own_domain_are_blocked_if_the_site_is_served_there() {
    CookieGate gate = gate(undecided(policy.servedAt("music.youtube.com")));
    assertThat(gate.passes("VISITOR_INFO1_LIVE")).isFalse();
    assertThat(gate.passes("NID")).as("of another domain").isTrue();
  }

  @Test
  void a_name_that_is_declared_for_an_unknown_domain_is_blocked() {
    Policy elsewhere =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[econda]", "[econda, counter]")
                + """
                services:
                  counter:
                    name: Counter
                    provider: { name: Counter Ltd, country: IE, domains: [counter.example] }
                    purpose: Counts
                    stores:
                      - { name: far, lifetime: session, purpose: Counts, domain: .example.com }
                      - { name: near, lifetime: session, purpose: Counts, domain: .counter.example }
                      - { name: tail, lifetime: session, purpose: Counts, domain: my-counter.example }
                      - { name: own, lifetime: session, purpose: Counts }
                """);
    CookieGate gate = gate(undecided(elsewhere));
    assertThat(gate.passes("far")).isFalse();
    assertThat(gate.passes("near")).isTrue();
    assertThat(gate.passes("tail")).isFalse();
    assertThat(gate.passes("own")).isFalse();
  }

  @Test
  void undeclared_cookies_pass_or_are_blocked_as_the_site_says() {
    Policy strict = ReferencePolicy.read(ReferencePolicy.YAML + "undeclared-cookies: block\n");
    assertThat(gate(undecided(policy)).passes("who_knows")).isTrue();
    assertThat(gate(undecided(strict)).passes("who_knows")).isFalse();
  }

  @Test
  void the_consent_cookie_always_passes() {
    Policy strictest =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace(
                    "required: true,", "required: true, before-decision: block,")
                + "undeclared-cookies: block\n");
    assertThat(gate(undecided(strictest)).passes("consent")).isTrue();
    assertThat(gate(undecided(strictest)).passes("WESESSION")).isFalse();
  }

  @Test
  void a_category_that_is_not_enforced_blocks_nothing() {
    Policy reporting =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace(
                "{ services: [econda] }", "{ enforce: report, services: [econda] }"));
    assertThat(gate(undecided(reporting)).passes("emos_jcvid")).isTrue();
  }
}
