package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inventories of two times, or an inventory and the policy of today. */
class InventoryDiffTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy, address: "https://www.institute.example" }
      languages: [en, de]
      categories:
        necessary:      { required: true }
        statistics:     { services: [counter] }
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: DE, privacy-policy: /counter }
          purpose: { en: Counts., de: Zählt. }
          stores:
            - { name: ctr_id, lifetime: P1Y, purpose: { en: Counts., de: Zählt. } }
            - { name: ctr_old, domain: institute.example, lifetime: session, purpose: { en: Counts., de: Zählt. } }
          loads: { hosts: [count.example.net, b.example.net] }
      """;

  private static final String CHANGED =
      POLICY
          .replace("P1Y", "P2Y")
          .replace("Zählt. }\n    stores", "Zählt Besuche. }\n    stores")
          .replace("[count.example.net, b.example.net]", "[c.example.net, count.example.net]")
          .replace("country: DE", "country: DE, transfers-to: [US]")
          .replace("ctr_old", "ctr_new")
          .replace("[counter] }", "[counter, pixel] }")
          .concat(
              "  pixel: { name: Pixel, provider: { name: Pixel Ltd }, purpose: { en: Counts., de: Zählt. },"
                  + " loads: { hosts: [pixel.example.net] } }\n");

  @TempDir private Path folder;
  private Path policy;
  private Path changed;

  @BeforeEach
  void write() {
    policy = Cli.file(folder, "old.yaml", POLICY);
    changed = Cli.file(folder, "new.yaml", CHANGED);
  }

  private Path inventory(String name, Path of) {
    return Cli.file(folder, name, Cli.run("inventory", of).out());
  }

  @Test
  void the_inventory_of_a_policy_does_not_differ_from_it() {
    Cli.Result result = Cli.run("diff", inventory("old.json", policy), policy);

    assertThat(result.out()).isEqualTo("Nothing has changed in the inventory.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void an_earlier_inventory_is_compared_with_the_policy_of_today() {
    Cli.Result result = Cli.run("diff", inventory("old.json", policy), changed);

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .isEqualTo(
            """
            Added:
              cookie ctr_new of service counter (session)
              service pixel (category statistics)
            Removed:
              cookie ctr_old of service counter (session)
            Changed in substance:
              service counter
                loads.hosts: added 'c.example.net', removed 'b.example.net'
                provider.transfersTo: nothing -> 'US'
              cookie ctr_id of service counter
                lifetime: 'P1Y' -> 'P2Y'
            Changed in wording:
              service counter
                purpose (de): 'Zählt.' -> 'Zählt Besuche.'
            2 added, 1 removed, 2 changed in substance, 1 changed in wording
            """);
  }

  @Test
  void two_inventories_are_compared_without_their_policies() throws IOException {
    JsonNode json =
        Cli.run(
                "diff",
                "--format",
                "json",
                inventory("old.json", policy),
                inventory("new.json", changed))
            .json();

    assertThat(json.at("/changed").asBoolean()).isTrue();
    assertThat(json.at("/added").findValuesAsText("id"))
        .containsExactly("counter/cookie/ctr_new@institute.example", "pixel");
    assertThat(json.at("/removed/0/kind").asText()).isEqualTo("item");
    assertThat(json.at("/changedInSubstance/1/id").asText()).isEqualTo("counter/cookie/ctr_id");
    JsonNode field = json.at("/changedInSubstance/1/fields/0");
    assertThat(field.at("/field").asText()).isEqualTo("lifetime");
    assertThat(field.at("/old").asText()).isEqualTo("P1Y");
    assertThat(field.at("/new").asText()).isEqualTo("P2Y");
    assertThat(json.at("/changedInWording/0/fields")).hasSize(1);
    assertThat(json.has("askedAgain")).isFalse();
  }

  @Test
  void two_policies_also_say_what_visitors_notice() throws IOException {
    JsonNode json = Cli.run("diff", "--json", policy, changed).json();
    Cli.Result text = Cli.run("diff", policy, changed);

    assertThat(json.at("/askedAgain").findValuesAsText("id")).containsExactly("counter", "pixel");
    assertThat(json.at("/added")).hasSize(2);
    assertThat(text.out())
        .contains("Visitors who have decided are asked again about:\n  counter")
        .contains("\nAdded:\n  cookie ctr_new")
        .endsWith("2 added, 1 removed, 2 changed in substance, 1 changed in wording\n");
  }

  @Test
  void markdown_has_tables_and_what_visitors_notice() {
    Cli.Result result = Cli.run("diff", policy, changed, "--format", "md");

    assertThat(result.out())
        .startsWith("# From ")
        .contains("\n## Added\n- cookie ctr\\_new of service counter (session)\n")
        .contains("| what | field | before | now |\n|---|---|---|---|\n")
        .contains("| cookie ctr\\_id of service counter | lifetime | P1Y | P2Y |\n")
        .contains("\n## Visitors are asked again about\n- counter: ");
  }

  @ParameterizedTest
  @CsvSource({
    "change, words, 1",
    "substance, words, 0",
    "substance, facts, 1",
    "never, facts, 0",
    "change, nothing, 0",
  })
  void the_changes_that_fail_are_chosen(String failOn, String what, int code) {
    Path other =
        switch (what) {
          case "words" -> Cli.file(folder, "other.yaml", POLICY.replace("Zählt.", "Misst."));
          case "facts" -> changed;
          default -> policy;
        };

    assertThat(Cli.run("diff", inventory("old.json", policy), other, "--fail-on", failOn).code())
        .isEqualTo(code);
  }

  @Test
  void the_order_of_lists_and_lines_makes_no_difference() {
    Path other =
        Cli.file(
            folder,
            "other.yaml",
            POLICY.replace("count.example.net, b.example.net", "b.example.net, count.example.net"));

    assertThat(Cli.run("diff", inventory("old.json", policy), other).code()).isZero();
  }

  @Test
  void an_inventory_of_version_1_is_compared_by_what_both_versions_tell() throws IOException {
    Path archived = folder.resolve("archived.json");
    try (var in = getClass().getResourceAsStream("/io/github/consent4j/audit/inventory-1.0.json")) {
      Files.copy(in, archived);
    }
    String text = Files.readString(archived);
    Path later =
        Cli.file(
            folder,
            "later.yaml",
            POLICY.replace("privacy-policy: /counter", "privacy-policy: /counter, opt-out: /out"));

    Cli.Result same = Cli.run("diff", archived, archived);
    Cli.Result result = Cli.run("diff", archived, later);

    assertThat(text).contains("\"schemaVersion\" : \"1.0\"");
    assertThat(same.code()).isZero();
    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("  service counter\n")
        .doesNotContain("optOut", "beforeConsent", "onBlock", "hostOnly", "markLength", "'self'");
  }

  @Test
  void a_later_version_and_something_else_are_refused_with_what_to_do() {
    Path later = Cli.file(folder, "later.json", "{\"schemaVersion\": \"3.0\", \"categories\": []}");
    Path cut = Cli.file(folder, "cut.json", "{\"schemaVersion\": \"2.0\", \"categories\": [");
    Path other = Cli.file(folder, "other.json", "{\"schemaVersion\": \"2.0\"}");

    assertThat(Cli.run("diff", later, policy))
        .satisfies(result -> assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE))
        .extracting(Cli.Result::err)
        .asString()
        .contains("later.json", "'schemaVersion' 3.0", "reads 1 and 2");
    assertThat(Cli.run("diff", cut, policy).err()).contains("cut.json:1:", "this is no JSON");
    assertThat(Cli.run("diff", other, policy).err())
        .contains("other.json:1:1: expected an inventory");
  }
}
