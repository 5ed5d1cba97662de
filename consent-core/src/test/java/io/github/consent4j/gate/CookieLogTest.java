package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CookieLogTest {

  private final Policy policy = ReferencePolicy.get();
  private final CookieRules rules = CookieRules.of(policy);
  private final Allowance allowance =
      Allowance.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
  private final SetCookieGate responses =
      new SetCookieGate(rules, allowance, "www.example.org", Clock.systemUTC());
  private final CookieGate requests = new CookieGate(rules, allowance, "www.example.org");

  private static String logged(Runnable run) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_undeclared_cookie_is_told_of_once_with_the_yaml_to_paste_and_without_its_value() {
    String log =
        logged(
            () -> {
              responses.passes("who_knows=secret; Path=/");
              responses.passes("who_knows=secret; Path=/");
            });
    assertThat(log)
        .containsOnlyOnce("WARN")
        .contains("'who_knows'", "it passes", "stores:", "- name: \"who_knows\"")
        .doesNotContain("secret");
  }

  @Test
  void the_yaml_that_is_told_can_be_used() {
    String log = logged(() -> responses.passes("who_knows=1"));
    String yaml = log.substring(log.indexOf("services:")).replace("...", "text");
    Policy pasted =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[econda]", "[econda, my-service]")
                + yaml
                + "    provider: { name: Somebody, country: DE }\n");
    assertThat(pasted.service("my-service").orElseThrow().stores()).hasSize(1);
  }

  @Test
  void a_name_that_a_service_declares_for_its_own_domain_is_told_of_once() {
    String log =
        logged(
            () -> {
              responses.passes("VISITOR_INFO1_LIVE=1");
              responses.passes("VISITOR_INFO1_LIVE=2");
            });
    assertThat(log)
        .containsOnlyOnce("WARN")
        .contains("'VISITOR_INFO1_LIVE' is held back", "'youtube'", ".youtube.com", "stores:");
  }

  @Test
  void visitors_cannot_fill_the_log() {
    String log =
        logged(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                requests.passes("made_up_" + i);
              }
              requests.passes("x\nWARN forged");
              requests.passes("y".repeat(10_000));
              responses.passes("by_the_site=1");
            });
    assertThat(log.split("WARN", -1).length - 1).isEqualTo(101);
    assertThat(log).contains("'by_the_site'").doesNotContain("forged");
  }
}
