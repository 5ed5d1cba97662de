package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedServicesTest {

  private final Decider decider = new Decider(Clock.systemUTC());

  @Test
  void allows_what_the_visitor_allows() {
    Consent undecided = undecided(ReferencePolicy.YAML);

    assertThat(open(undecided, "econda")).isFalse();
    assertThat(open(undecided, "webedition")).isTrue();
    assertThat(open(decider.acceptAll(undecided), "econda")).isTrue();
    assertThat(AllowedServices.of(decider.acceptAll(undecided)).allowsAll()).isTrue();
    assertThat(AllowedServices.of(undecided).allowsAll()).isFalse();
  }

  @Test
  void allows_a_resource_if_one_of_its_services_is_allowed() {
    Consent undecided = undecided(ReferencePolicy.YAML);
    Policy policy = undecided.policy();
    List<Integer> loader = List.of(policy.indexOf("econda"), policy.indexOf("econda-session"));

    assertThat(AllowedServices.of(undecided).allowsAny(loader)).isTrue();
    assertThat(AllowedServices.of(undecided).allowsAny(List.of(policy.indexOf("econda"))))
        .isFalse();
  }

  @Test
  void blocks_even_required_services_if_the_site_wants_a_choice_first() {
    Consent undecided =
        undecided(
            ReferencePolicy.YAML.replace(
                "required: true", "required: true, before-decision: block"));

    assertThat(open(undecided, "webedition")).isFalse();
    assertThat(open(decider.rejectAll(undecided), "webedition")).isTrue();
    assertThat(open(decider.rejectAll(undecided), "econda")).isFalse();
  }

  @Test
  void allows_what_is_not_enforced_yet() {
    String yaml = ReferencePolicy.YAML.replace("[econda] }", "[econda], enforce: report }");

    assertThat(open(undecided(yaml), "econda")).isTrue();
    assertThat(undecided(yaml).allows("econda")).as("consent itself").isFalse();
    assertThat(open(undecided(yaml.replace("report", "off")), "econda")).isTrue();
  }

  private static boolean open(Consent consent, String service) {
    return AllowedServices.of(consent).allows(consent.policy().indexOf(service));
  }

  private static Consent undecided(String yaml) {
    Policy policy = ReferencePolicy.read(yaml);
    return Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  }
}
