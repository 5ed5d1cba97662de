package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts percent-encode in the names of cookies what a header must not contain. */
class EncodedCookieTest {

  private static final String YAML =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true, services: [session] }
        statistics: { services: [chat] }
      services:
        session:
          name: Session
          purpose: Session
          stores:
            - { name: "crisp-client/needed", lifetime: session, purpose: Needed }
        chat:
          name: Chat
          purpose: Chat
          stores:
            - { name: "crisp-client/session/*", lifetime: P6M, purpose: Chat }
            - { name: "AMCV_*@AdobeOrg", lifetime: P13M, purpose: Chat }
            - { name: "a%5Bb%5D", lifetime: P13M, purpose: Chat, path: /chat }
            - { name: "a%2Ab", lifetime: P13M, purpose: Chat }
      """;

  private final Policy policy = ReferencePolicy.read(YAML);
  private final CookieRules rules = CookieRules.of(policy);
  private final Decider decider = new Decider(Clock.systemUTC());
  private final Consent undecided =
      Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);

  private CookieGate requests(Consent consent) {
    return new CookieGate(rules, AllowedServices.of(consent), "www.example.org");
  }

  private SetCookieGate responses(Consent consent) {
    return new SetCookieGate(
        rules, AllowedServices.of(consent), "www.example.org", Clock.systemUTC());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crisp-client/session/1",
        "crisp-client%2Fsession%2F1",
        "crisp-client%2fsession/1",
        "AMCV_1@AdobeOrg",
        "AMCV_1%40AdobeOrg",
        "a[b]",
        "a%5Bb%5D",
        "a%5bb%5d",
        "a%2Ab",
      })
  void a_declared_name_is_found_in_either_form(String name) {
    assertThat(requests(undecided).passes(name)).isFalse();
    assertThat(requests(undecided).filter("x=1; " + name + "=2")).hasValue("x=1");
    assertThat(responses(undecided).passes(name + "=1; Path=/")).isFalse();
    assertThat(requests(decider.acceptAll(undecided)).passes(name)).isTrue();
    assertThat(responses(decider.acceptAll(undecided)).passes(name + "=1; Path=/")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crisp-client/needed",
        "crisp-client%2Fneeded",
        "crisp-client%252Fsession%252F1",
        "crisp-client",
        "AMCV_1%40",
        "a*b",
        "axb",
        "a%",
        "%",
        "%zz",
      })
  void other_names_are_not(String name) {
    assertThat(requests(undecided).passes(name)).isTrue();
    assertThat(responses(undecided).passes(name + "=1; Path=/")).isTrue();
  }

  private List<String> expiries(String cookies, Sweep.Moment moment) {
    return new Sweep(rules, Leftovers.EXPIRE)
        .expiries(
            RequestCookies.parse(List.of(cookies)),
            decider.rejectAll(undecided),
            new PageContext("https", "www.example.org"),
            "",
            "/",
            moment,
            0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crisp-client/session/1", "crisp-client%2fsession%2F1"})
  void the_form_that_came_is_expired(String name) {
    assertThat(expiries(name + "=1", Sweep.Moment.LATER))
        .isNotEmpty()
        .allMatch(header -> header.startsWith(name + "=; "));
  }

  @Test
  void a_cookie_of_another_path_is_expired_in_the_form_that_scripts_write() {
    assertThat(expiries("", Sweep.Moment.DECISION))
        .anyMatch(header -> header.startsWith("a%5Bb%5D=; Path=/chat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a,b"})
  void a_name_that_browsers_do_not_take_whole_is_not_expired(String name) {
    assertThat(expiries(name + "=1", Sweep.Moment.LATER)).isEmpty();
  }
}
