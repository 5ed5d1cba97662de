package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.Problem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final String GOOD =
      """
      site: { name: Institute, privacy-policy: /privacy, imprint: /imprint }
      categories:
        necessary:      { required: true }
        external-media: { services: [youtube] }
      confirmed: [youtube]
      """;

  @TempDir private Path folder;

  @Test
  void a_clean_file_is_told_in_one_line() {
    Cli.Result result = Cli.run("check", Cli.file(folder, "consent.yaml", GOOD));

    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).containsExactly("1 file checked: 0 errors, 0 warnings");
  }

  @Test
  void an_error_is_printed_as_compilers_do_with_its_line_and_a_caret() {
    Path file = Cli.file(folder, "consent.yaml", GOOD.replace("[youtube] }", "[youtub] }"));

    Cli.Result result = Cli.run("check", file);

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.out().lines())
        .containsExactly(
            file + ":4:32: error: unknown service 'youtub'; did you mean 'youtube'?",
            "      external-media: { services: [youtub] }",
            "                                   ^",
            "1 file checked: 1 error, 0 warnings");
  }

  @Test
  void a_warning_alone_is_a_finding() {
    Problem warning = new Problem("a.yaml", 1, 2, Severity.WARNING, "rule", "Look at this");
    PolicyCheck check = new PolicyCheck(Optional.empty(), List.of(warning));

    CheckReport report = new CheckReport(Map.of(Path.of("a.yaml"), check), false);

    assertThat(ProblemText.line(warning)).isEqualTo("a.yaml:1:2: warning: Look at this");
    assertThat(report.summary()).isEqualTo("1 file checked: 0 errors, 1 warning");
    assertThat(report.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_file_that_is_missing_is_an_error_beside_the_others() {
    Path good = Cli.file(folder, "good.yaml", GOOD);

    Cli.Result result = Cli.run("check", folder.resolve("none.yaml"), good, folder);

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.out())
        .contains("none.yaml:1:1: error: there is no such file")
        .contains(folder + ":1:1: error: this is a folder")
        .contains("3 files checked: 2 errors");
  }

  @Test
  void json_has_every_problem_with_its_place_and_rule() throws IOException {
    Path file = Cli.file(folder, "consent.yaml", GOOD.replace("[youtube] }", "[youtub] }"));

    Cli.Result result = Cli.run("check", "--json", file);

    JsonNode json = result.json();
    assertThat(json.at("/errors").asInt()).isOne();
    assertThat(json.at("/files/0/usable").asBoolean()).isFalse();
    JsonNode problem = json.at("/files/0/problems/0");
    assertThat(problem.at("/line").asInt()).isEqualTo(4);
    assertThat(problem.at("/column").asInt()).isEqualTo(32);
    assertThat(problem.at("/severity").asText()).isEqualTo("error");
    assertThat(problem.at("/rule").asText()).isNotEmpty();
  }

  @Test
  void sarif_names_the_rule_and_the_region() throws IOException {
    Path file = Cli.file(folder, "a b.yaml", GOOD.replace("[youtube] }", "[youtub] }"));

    JsonNode sarif = Cli.run("check", "--sarif", file).json();

    assertThat(sarif.at("/version").asText()).isEqualTo("2.1.0");
    JsonNode run = sarif.at("/runs/0");
    JsonNode found = run.at("/results/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("consent-cli");
    assertThat(run.at("/tool/driver/rules/0/id")).isEqualTo(found.at("/ruleId"));
    assertThat(found.at("/level").asText()).isEqualTo("error");
    assertThat(found.at("/message/text").asText()).contains("did you mean 'youtube'");
    JsonNode place = found.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(file.toUri().toString());
    assertThat(place.at("/region/startLine").isInt()).isTrue();
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(4);
    assertThat(place.at("/region/startColumn").asInt()).isEqualTo(32);
  }

  @Test
  void a_waived_warning_is_listed_with_its_reason_and_counts_no_longer() throws IOException {
    String warning = GOOD + "renew-after: 1 month\n";
    Path file = Cli.file(folder, "consent.yaml", warning);

    assertThat(Cli.run("check", file).code()).isEqualTo(ExitCode.FINDINGS);

    Cli.file(
        folder,
        "consent.yaml",
        warning + "audit: { waive: [{ rule: nagging, reason: The works council wants it. }] }\n");
    Cli.Result result = Cli.run("check", file);

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            file
                + ":6:1: warning: visitors are asked again after P1M, also those who have refused;"
                + " leave 'renew-after' out, or write '6 months' [nagging]",
            "    renew-after: 1 month",
            "    ^",
            "    waived: The works council wants it.",
            "1 file checked: 0 errors, 0 warnings, 1 waived");
    JsonNode json = Cli.run("check", "--json", file).json();
    assertThat(json.at("/waived").asInt()).isOne();
    assertThat(json.at("/files/0/problems").isEmpty()).isTrue();
    assertThat(json.at("/files/0/waived/0/reason").asText())
        .isEqualTo("The works council wants it.");
  }

  @Test
  void notes_are_listed_if_somebody_asks_for_them() throws IOException {
    Path file = Cli.file(folder, "consent.yaml", GOOD);

    Cli.Result result = Cli.run("check", "--notes", file);

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(":1:1: note: nothing says who is responsible")
        .contains("[no-controller]")
        .contains("0 errors, 0 warnings, 3 notes");
    JsonNode notes = Cli.run("check", "--notes", "--json", file).json().at("/files/0/notes");
    assertThat(notes.findValuesAsText("severity")).containsOnly("note");
    assertThat(Cli.run("check", "--json", file).json().at("/files/0/notes").isMissingNode())
        .isTrue();
  }

  @Test
  void two_forms_of_output_at_once_are_refused() {
    Cli.Result result = Cli.run("check", "--json", "--sarif", folder.resolve("a.yaml"));

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("--sarif");
  }
}
