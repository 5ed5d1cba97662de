package io.github.consent4j.cli.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schema of SARIF 2.1.0 and code hosts demand of a log. */
class SarifLogTest {

  private static final Rule BARE = new Rule("some-rule", Severity.NOTE, "Something", "", "", "");

  private static final Finding NOWHERE = new Finding(BARE, "thing", "it is wrong");

  private static final Finding LONG =
      new Finding(ObservedRules.LONGER_LIVED, "cookie a", "cookie 'a' lives 5 days")
          .at(new Problem.Place("conf/my consent.yaml", 12, 5));

  private static JsonNode run(Finding... findings) throws IOException {
    byte[] json = new SarifLog("consent-cli", "1.2.3", "consent.yaml").toJson(List.of(findings));
    return new ObjectMapper().readTree(json).at("/runs/0");
  }

  @Test
  void a_log_has_the_members_that_the_schema_requires() throws IOException {
    JsonNode log =
        new ObjectMapper()
            .readTree(
                new SarifLog("consent-cli", "1.2.3", "a.yaml").toJson(List.of(LONG, NOWHERE)));

    assertThat(log.at("/version").asText()).isEqualTo("2.1.0");
    assertThat(log.at("/$schema").asText()).endsWith("sarif-2.1.0.json");
    assertThat(log.at("/runs")).hasSize(1);
    JsonNode driver = log.at("/runs/0/tool/driver");
    assertThat(driver.at("/name").asText()).isEqualTo("consent-cli");
    assertThat(driver.at("/version").asText()).isEqualTo("1.2.3");
    for (JsonNode result : log.at("/runs/0/results")) {
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(result.at("/level").asText()).isIn("error", "warning", "note");
      JsonNode place = result.at("/locations/0/physicalLocation");
      assertThat(place.at("/artifactLocation/uri").asText()).isNotBlank();
      assertThat(place.at("/region/startLine").asInt()).isPositive();
      assertThat(place.at("/region/startColumn").asInt()).isPositive();
    }
  }

  @Test
  void each_result_points_to_its_rule() throws IOException {
    JsonNode run = run(NOWHERE, LONG, NOWHERE, LONG);

    assertThat(run.at("/tool/driver/rules")).hasSize(2);
    for (JsonNode result : run.at("/results")) {
      JsonNode rule = run.at("/tool/driver/rules").get(result.at("/ruleIndex").asInt());
      assertThat(rule.at("/id")).isEqualTo(result.at("/ruleId"));
      assertThat(rule.at("/defaultConfiguration/level")).isEqualTo(result.at("/level"));
    }
  }

  @Test
  void a_rule_says_why_what_to_do_and_where_to_read_more() throws IOException {
    JsonNode rule = run(LONG).at("/tool/driver/rules/0");

    assertThat(rule.at("/shortDescription/text").asText())
        .isEqualTo("No cookie lives longer than the file declares.");
    assertThat(rule.at("/fullDescription/text").asText())
        .isEqualTo("Visitors agreed to the time that they were told.");
    assertThat(rule.at("/help/text").asText()).contains("told. Declare the real lifetime");
    assertThat(URI.create(rule.at("/helpUri").asText()))
        .hasScheme("https")
        .hasFragment("longer-lived-than-declared");
    assertThat(rule.at("/properties/source").asText()).contains("GDPR");
  }

  @Test
  void a_rule_without_words_has_no_empty_texts() throws IOException {
    JsonNode rule = run(NOWHERE).at("/tool/driver/rules/0");

    assertThat(rule.has("fullDescription")).isFalse();
    assertThat(rule.has("help")).isFalse();
    assertThat(rule.has("properties")).isFalse();
  }

  @Test
  void addresses_of_files_are_relative_if_the_files_are_and_have_no_spaces() throws IOException {
    JsonNode place = run(LONG).at("/results/0/locations/0/physicalLocation");

    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("conf/my%20consent.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(12);
    assertThat(place.at("/region/startColumn").asInt()).isEqualTo(5);
  }

  @Test
  void what_has_no_place_is_shown_at_the_start_of_the_file() throws IOException {
    JsonNode place = run(NOWHERE).at("/results/0/locations/0/physicalLocation");

    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("consent.yaml");
    assertThat(place.at("/region/startLine").asInt()).isOne();
  }

  @Test
  void a_finding_is_the_same_when_lines_move_and_numbers_grow() throws IOException {
    Finding later =
        new Finding(ObservedRules.LONGER_LIVED, "cookie a", "cookie 'a' lives 9 days")
            .at(new Problem.Place("conf/my consent.yaml", 99, 1));
    Finding other = new Finding(ObservedRules.LONGER_LIVED, "cookie b", "cookie 'a' lives 5 days");

    JsonNode results = run(LONG, later, other.at(LONG.place().orElseThrow())).at("/results");

    assertThat(results.get(0).at("/partialFingerprints").size()).isOne();
    assertThat(results.get(1).at("/partialFingerprints"))
        .isEqualTo(results.get(0).at("/partialFingerprints"));
    assertThat(results.get(2).at("/partialFingerprints"))
        .isNotEqualTo(results.get(0).at("/partialFingerprints"));
  }

  @Test
  void what_is_waived_is_suppressed_and_nothing_else() throws IOException {
    JsonNode results = run(LONG, LONG.waived("Agreed in May.")).at("/results");

    assertThat(results.get(0).has("suppressions")).isFalse();
    assertThat(results.get(1).at("/suppressions/0/kind").asText()).isEqualTo("inSource");
    assertThat(results.get(1).at("/suppressions/0/justification").asText())
        .isEqualTo("Agreed in May.");
  }
}
