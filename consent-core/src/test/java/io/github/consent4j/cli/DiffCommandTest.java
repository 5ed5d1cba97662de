package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy }
      categories:
        necessary:      { required: true }
        statistics:     { services: [counter] }
        external-media: { services: [youtube] }
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: DE }
          purpose: Counts.
          stores: [{ name: ctr_id, lifetime: P1Y, purpose: Counts. }]
          loads: { hosts: [count.example.net] }
      """;

  @TempDir private Path folder;
  private Path old;

  @BeforeEach
  void write() {
    old = Cli.file(folder, "old.yaml", POLICY);
  }

  private Cli.Result diff(String changed) {
    return Cli.run("diff", old, Cli.file(folder, "new.yaml", changed));
  }

  @Test
  void the_same_policy_in_other_letters_changes_nothing_for_visitors() {
    Cli.Result result = diff(POLICY.replace("purpose: Counts.\n", "purpose: 'Counts.'\n"));

    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).containsExactly("Nothing changes for visitors.");
  }

  @Test
  void a_corrected_word_asks_nobody_again_and_is_shown_where_it_stands() {
    Cli.Result result = diff(POLICY.replace("purpose: Counts.\n", "purpose: Counts visits.\n"));

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains(
            """
            No visitor who has decided is asked again.
            Visitors are shown other words, which alone asks nobody again, on:
            """)
        .contains("  banner (en)\n    Statistics Counter Counts visits.\n")
        .contains("  settings (en)\n    Counts visits.\n")
        .doesNotContain("placeholder", "frame");
  }

  @Test
  void words_of_one_language_are_a_new_notice_in_that_language_alone() throws IOException {
    String two = "languages: [en, de]\ntexts: { de: { title: Wahl } }\n" + POLICY;
    old = Cli.file(folder, "old.yaml", two);
    Path changed = Cli.file(folder, "new.yaml", two.replace("Wahl", "Auswahl"));

    JsonNode json = Cli.run("diff", "--json", old, changed).json();

    assertThat(json.at("/askedAgain")).isEmpty();
    assertThat(json.at("/newNotices").findValuesAsText("language")).containsOnly("de");
    assertThat(json.at("/newNotices").findValuesAsText("layer"))
        .containsExactly("banner", "settings", "placeholder", "frame");
  }

  @Test
  void another_country_another_script_and_a_purpose_that_counts_are_asked_again_with_the_reasons() {
    String counting =
        "revision: { purposes: true }\n"
            + POLICY.replace("country: DE", "country: DE, transfers-to: [US]");
    old = Cli.file(folder, "old.yaml", counting);
    Cli.Result result =
        diff(
            counting
                .replace("[US]", "[US, IN]")
                .replace("purpose: Counts.\n", "purpose: Counts visits.\n")
                .replace("[count.example.net]", "[count.example.net], scripts: [ctr-*.js]"));

    assertThat(result.out())
        .contains("it sends data to IN")
        .contains("it has script ctr-*.js")
        .contains("its purpose was 'Counts.', is 'Counts visits.'")
        .doesNotContain("youtube (");
  }

  @Test
  void a_longer_lifetime_and_another_provider_are_asked_again_with_the_reasons() {
    Cli.Result result = diff(POLICY.replace("P1Y", "P2Y").replace("Counter Ltd", "Counter Inc"));

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("  counter (category 'statistics')")
        .contains("its provider was 'Counter Ltd', is 'Counter Inc'")
        .contains("it stores cookie ctr_id (P2Y)")
        .contains("it no longer stores cookie ctr_id (P1Y)")
        .doesNotContain("youtube");
  }

  @Test
  void a_new_revision_asks_about_everything() throws IOException {
    Path changed = Cli.file(folder, "new.yaml", "revision: \"2\"\n" + POLICY);

    JsonNode json = Cli.run("diff", "--json", old, changed).json();

    assertThat(json.at("/askedAgain").findValuesAsText("id")).containsExactly("counter", "youtube");
    assertThat(json.at("/askedAgain/0/reasons/0").asText()).contains("'revision' was '', is '2'");
  }

  @Test
  void a_category_that_only_reports_is_no_longer_asked_about_nor_held_back() {
    Cli.Result result = diff(POLICY.replace("[counter] }", "[counter], enforce: report }"));

    assertThat(result.out())
        .contains("counter now needs no answer, in category 'statistics'")
        .contains("No longer held back:\n  cookie ctr_id\n  host count.example.net");
  }

  @Test
  void a_new_service_is_asked_about_and_held_back() {
    Cli.Result result =
        diff(
            POLICY.replace("[youtube]", "[youtube, pixel]")
                + "  pixel: { name: Pixel, purpose: Counts., loads: { hosts: [pixel.example.net] } }\n");

    assertThat(result.out())
        .contains("  pixel (category 'external-media')\n    it is new")
        .contains("Newly held back before a decision:\n  host pixel.example.net");
  }

  @Test
  void a_rule_that_a_wider_one_replaces_is_still_held_back() {
    Cli.Result result = diff(POLICY.replace("[count.example.net]", "[\"*.example.net\"]"));

    assertThat(result.out())
        .contains("Newly held back before a decision:\n  host *.example.net")
        .doesNotContain("No longer held back");
  }

  @Test
  void a_new_category_without_services_is_a_question_too() {
    Cli.Result result =
        diff(
            POLICY.replace(
                "services:\n  counter",
                "  own: { title: Own, description: Own. }\nservices:\n  counter"));

    assertThat(result.out()).contains("  own (category 'own')\n    the category is new");
  }

  @Test
  void a_missing_file_is_named() {
    Cli.Result result = Cli.run("diff", old, folder.resolve("none.yaml"));

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("none.yaml").contains("there is no such file");
  }
}
