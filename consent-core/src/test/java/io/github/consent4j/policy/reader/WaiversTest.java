package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Warnings and notes can be waived with a reason, errors cannot. */
class WaiversTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy, imprint: /imprint }
      renew-after: 1 month
      categories:
        necessary:  { required: true }
        statistics: { services: [one, two] }
      services:
        one: { name: One, purpose: Marketing, stores: [{ name: a, lifetime: 3 years, purpose: Counts views. }] }
        two: { name: Two, purpose: Counts views., stores: [{ name: b, lifetime: 3 years, purpose: Analytics }] }
      """;

  private static final PolicyReader READER = new PolicyReader(BuiltInCatalogue.load());

  private static PolicyCheck check(String waivers) {
    String yaml = POLICY + "audit:\n  waive:\n" + waivers.indent(4);
    return READER.check(
        "consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> rules(List<Problem> problems) {
    return problems.stream().map(problem -> problem.line() + " " + problem.rule()).toList();
  }

  private static List<String> waived(PolicyCheck check) {
    return check.waived().stream()
        .map(waived -> waived.problem().line() + " " + waived.problem().rule())
        .toList();
  }

  @Test
  void a_waived_warning_is_no_problem_and_keeps_its_reason() {
    PolicyCheck check = check("- { rule: nagging, reason: The works council wants it. }");

    assertThat(check.waived())
        .containsExactly(
            new PolicyCheck.Waived(check.waived().get(0).problem(), "The works council wants it."));
    assertThat(waived(check)).containsExactly("2 nagging");
    assertThat(rules(check.problems()))
        .containsExactly(
            "7 vague-purpose", "7 long-lifetime", "8 long-lifetime", "8 vague-purpose");
  }

  @Test
  void a_waiver_for_a_service_leaves_the_others() {
    PolicyCheck check =
        check("- { rule: long-lifetime, service: two, reason: A contract says so. }");

    assertThat(waived(check)).containsExactly("8 long-lifetime");
    assertThat(rules(check.problems())).contains("7 long-lifetime");
  }

  @Test
  void a_waiver_for_a_category_is_for_its_services() {
    PolicyCheck check =
        check("- { rule: vague-purpose, category: statistics, reason: Words of a court. }");

    assertThat(waived(check)).containsExactly("7 vague-purpose", "8 vague-purpose");
  }

  @Test
  void a_waiver_may_be_for_a_note() {
    PolicyCheck check = check("- { rule: no-data-types, service: one, reason: There are none. }");

    assertThat(waived(check)).containsExactly("7 no-data-types");
    assertThat(rules(check.notes())).contains("8 no-data-types").doesNotContain("7 no-data-types");
  }

  @Test
  void the_policy_knows_the_waivers() {
    assertThat(
            check("- { rule: long-lifetime, service: two, reason: A contract says so. }")
                .requirePolicy()
                .waivers())
        .containsExactly(
            new Policy.Waiver(
                "long-lifetime", Optional.of("two"), Optional.empty(), "A contract says so."));
  }

  @Test
  void a_waiver_that_waives_nothing_is_a_warning() {
    PolicyCheck check = check("- { rule: no-imprint, reason: There is none. }");

    assertThat(check.policy()).isPresent();
    assertThat(check.problems())
        .extracting(Problem::toString)
        .contains(
            "consent.yaml:11:9: warning: nothing breaks the rule 'no-imprint', so that there is"
                + " nothing to waive; remove the waiver");
  }

  @Test
  void an_unknown_rule_is_an_error_with_the_nearest_name() {
    assertThat(errors("- { rule: long-lifetimes, reason: x }"))
        .containsExactly(
            "consent.yaml:11:9: there is no rule 'long-lifetimes'; did you mean 'long-lifetime'?");
  }

  @Test
  void an_error_cannot_be_waived() {
    assertThat(errors("- { rule: pre-ticked, reason: x }"))
        .containsExactly(
            "consent.yaml:11:9: 'pre-ticked' cannot be waived: Leave everything off until the"
                + " visitor switches it on; in the file, remove 'default'.");
    assertThat(errors("- { rule: unused-waiver, reason: x }")).hasSize(1);
  }

  @Test
  void a_waiver_needs_a_reason() {
    assertThat(errors("- { rule: nagging }"))
        .containsExactly("consent.yaml:11:7: a waiver needs the key 'reason'");
    assertThat(errors("- { rule: nagging, reason: '  ' }"))
        .containsExactly("consent.yaml:11:24: 'reason' of a waiver has no value; write one");
  }

  @Test
  void a_waiver_names_a_service_or_category_of_the_file() {
    assertThat(errors("- { rule: nagging, service: tow, reason: x }"))
        .containsExactly("consent.yaml:11:33: the file has no service 'tow'; did you mean 'two'?");
    assertThat(errors("- { rule: nagging, category: statistic, reason: x }"))
        .containsExactly(
            "consent.yaml:11:34: the file has no category 'statistic'; did you mean"
                + " 'statistics'?");
  }

  @Test
  void a_waiver_stands_once_and_at_the_left_margin() {
    assertThat(
            errors(
                """
                - { rule: nagging, reason: x }
                - { rule: nagging, reason: x }
                """))
        .containsExactly("consent.yaml:12:9: this waiver stands twice");
    String ofSite =
        "sites: [{ host: two.example.org, audit: { waive: [] }, renew-after: 7 months }]";
    assertThat(
            READER
                .check(
                    "consent.yaml",
                    new ByteArrayInputStream((POLICY + ofSite).getBytes(StandardCharsets.UTF_8)))
                .problems())
        .extracting(Problem::rule)
        .contains("misplaced-key");
  }

  @Test
  void with_an_error_in_the_file_warnings_stay_waived() {
    PolicyCheck check =
        check("- { rule: long-lifetime, reason: A contract says so. }\n- { rule: x, reason: x }");

    assertThat(check.policy()).isEmpty();
    assertThat(waived(check)).containsExactly("7 long-lifetime", "8 long-lifetime");
    assertThat(rules(check.problems()))
        .contains("2 nagging", "12 invalid-waiver")
        .doesNotContain("7 long-lifetime");
  }

  private static List<String> errors(String waiver) {
    return check(waiver).problems().stream()
        .filter(Problem::isError)
        .map(Problem::toString)
        .toList();
  }
}
