package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.audit.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryCommandTest {

  @TempDir private Path folder;

  private Path policy;

  @BeforeEach
  void write() throws IOException {
    policy =
        Cli.file(
            folder,
            "consent.yaml",
            """
            site:
              name: Institute
              privacy-policy: /privacy
              controller: { name: Institute of Examples e. V. }
            languages: [en, de]
            categories:
              necessary: { required: true, services: [webedition, econda-session] }
              statistics: { services: [econda] }
              external-media: { services: [youtube] }
            """);
    Files.setLastModifiedTime(policy, FileTime.from(Instant.parse("2026-11-20T10:00:00Z")));
  }

  @Test
  void json_is_the_inventory_of_the_policy_with_its_notices_and_places() throws IOException {
    Cli.Result result = Cli.run("inventory", policy);

    assertThat(result.code()).isZero();
    JsonNode json = result.json();
    assertThat(json.get("policy").asText())
        .isEqualTo(new Inventory(new PolicyFiles().read(policy)).fingerprint());
    assertThat(json.get("notices")).isNotEmpty();
    assertThat(json.at("/categories/1/services/0/declaredAt/file").asText())
        .isEqualTo(policy.toString());
    assertThat(json.has("observation")).isFalse();
  }

  private Path seen() {
    return Cli.file(
        folder,
        "consent-seen.yaml",
        """
        seen:
        - {kind: cookie, name: emos_jcvid, service: econda, count: 3,
           first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/],
           secure: true, http-only: false, lifetime: P731D, before: 1}
        - {kind: host, name: www.youtube.com, count: 7,
           first: '2026-11-01T10:00:00Z', last: '2026-11-03T10:00:00Z', pages: [/film]}
        - {kind: cookie, name: 'odd|one', count: 1,
           first: '2026-11-04T10:00:00Z', last: '2026-11-04T10:00:00Z', pages: []}
        """);
  }

  @Test
  void what_was_seen_stands_beside_what_is_declared() throws IOException {
    JsonNode json = Cli.run("inventory", policy, "--observed", seen()).json();
    assertThat(json.at("/observation/from").asText()).isEqualTo("2026-11-01T10:00:00Z");
    assertThat(json.at("/observation/to").asText()).isEqualTo("2026-11-04T10:00:00Z");
    assertThat(json.at("/undeclared/0/name").asText()).isEqualTo("odd|one");

    String markdown = Cli.run("inventory", policy, "--observed", seen(), "-f", "md").out();
    assertThat(markdown)
        .contains("| Seen |", "3 times, 2026-11-01 to 2026-11-02", "| never |")
        .contains("7 times, 2026-11-01 to 2026-11-03")
        .contains("## Seen, but not declared")
        .contains("| odd\\|one | cookie | 1 time, 2026-11-04 to 2026-11-04 |");

    String csv = Cli.run("inventory", policy, "--observed", seen(), "-f", "csv").out();
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0))
        .endsWith(
            ",evidence,seen,seenBeforeConsent,seenRefused,seenAllowed,blocked,firstSeen,lastSeen,"
                + "seenLifetime,pages");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("econda,") && line.contains(",both,3,"))
        .anyMatch(line -> line.startsWith("youtube,") && line.contains(",declared,0,0,0,0,0,,,,"))
        .anyMatch(line -> line.startsWith(",,,,cookie,odd|one,") && line.contains(",observed,1,"));
  }

  @Test
  void csv_and_markdown_are_in_the_wanted_language() {
    assertThat(Cli.run("inventory", policy, "--format", "csv", "--lang", "de").out())
        .startsWith("\uFEFFservice,serviceName,category")
        .contains("Externe Medien");
    assertThat(Cli.run("inventory", policy, "--format", "md", "--lang", "de").out())
        .startsWith("# Institute: ")
        .contains("## Externe Medien");
    assertThat(Cli.run("inventory", policy, "--format", "md").out()).contains("## External media");
  }

  @Test
  void what_comes_before_consent_is_listed_with_its_reason() {
    String out = Cli.run("inventory", policy, "--before-consent").out();

    assertThat(out)
        .contains("### Webedition CMS", "Before consent", "emos\\_jcsid")
        .doesNotContain("emos\\_jcvid", "YouTube");
  }

  @Test
  void html_is_a_table_that_needs_no_other_file() {
    String out = Cli.run("inventory", policy, "--format", "html", "--lang", "de").out();

    assertThat(out)
        .startsWith("<div class=\"consent-cookies\" lang=\"de\" dir=\"ltr\">")
        .contains("<caption", "scope=\"col\"", "scope=\"row\"", "emos_<wbr>jcvid")
        .doesNotContain("<link", "<script", "<style", "<html");
  }

  @Test
  void the_tool_of_the_edpb_finds_cookies_by_domain_or_by_name_alone() throws IOException {
    Cli.Result result = Cli.run("inventory", policy, "--format", "edpb");

    JsonNode bases = new ObjectMapper().readTree(result.out());
    assertThat(bases).hasSize(2);
    assertThat(bases.get(0).get("category").asText()).isEqualTo("cookie");
    assertThat(bases.get(0).get("author").asText()).isEqualTo("Institute of Examples e. V.");
    assertThat(bases.get(0).get("used").asBoolean()).isTrue();
    assertThat(bases.get(0).get("created_at").asText()).isEqualTo("2026-11-20T10:00:00Z");
    JsonNode visitor = knowledge(bases.get(0), "name", "emos_jcvid");
    assertThat(visitor.get("domain").asText()).isEqualTo("*");
    assertThat(visitor.get("category").asText()).isEqualTo("analytics");
    assertThat(visitor.get("comment").asText()).contains("Kept: ");
    assertThat(knowledge(bases.get(0), "name", "YSC").get("domain").asText())
        .isEqualTo("youtube.com");
    assertThat(bases.get(1).get("category").asText()).isEqualTo("localstorage");
    assertThat(bases.get(1).get("knowledges")).isNotEmpty().allMatch(known -> known.has("key"));
    assertThat(result.err()).contains("Left out, as the tool has only cookies");
    assertThat(Cli.run("inventory", policy, "--format", "edpb").out()).isEqualTo(result.out());
  }

  private static JsonNode knowledge(JsonNode base, String field, String name) {
    for (JsonNode known : base.get("knowledges")) {
      if (known.path(field).asText().equals(name)) {
        return known;
      }
    }
    throw new AssertionError(name + " is not in " + base);
  }

  @Test
  void the_columns_of_the_open_cookie_database_are_its_own() {
    List<String> lines = Cli.run("inventory", policy, "--format", "ocd").out().lines().toList();

    assertThat(lines.get(0))
        .isEqualTo(
            "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,"
                + "Data Controller,User Privacy & GDPR Rights Portals,Wildcard match");
    assertThat(lines)
        .anyMatch(line -> line.matches("[0-9a-f-]{36},[^,]*,Analytics,emos_jcvid,,.*,0"))
        .anyMatch(line -> line.matches("[0-9a-f-]{36},[^,]*,Functional,emos_jcsid,,.*,0"));
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, 36))).doesNotHaveDuplicates();
  }

  @Test
  void a_file_is_written_if_it_is_named() throws IOException {
    Path out = folder.resolve("inventory.csv");

    Cli.Result result = Cli.run("inventory", policy, "--format", "csv", "--out", out);

    assertThat(result.out()).isEqualTo("Wrote " + out + ".\n");
    assertThat(Files.readString(out)).startsWith("\uFEFFservice,");
  }

  @Test
  void what_cannot_be_done_is_said() {
    assertThat(Cli.run("inventory", policy, "--lang", "fr").err())
        .contains("the policy has no language 'fr'", "it has en, de");
    assertThat(Cli.run("inventory", policy, "--before-consent", "--format", "edpb").err())
        .contains("--before-consent goes with --format csv or md");
    assertThat(Cli.run("inventory", policy, "--observed", seen(), "--format", "html").err())
        .contains("--observed goes with --format json, csv or md");
    assertThat(Cli.run("inventory", policy, "--observed", policy).err())
        .contains("expected consent-seen.yaml, the inspection.json");
    assertThat(Cli.run("inventory", folder.resolve("gone.yaml")))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
              assertThat(result.err()).contains("there is no such file");
            });
  }

  @Test
  void columns_are_chosen_by_name_and_a_wrong_name_is_told() {
    Cli.Result some =
        Cli.run("inventory", policy, "--columns", "service,name,lifetime,country,transfersTo");
    Cli.Result wrong = Cli.run("inventory", policy, "--columns", "lifetme");
    Cli.Result json = Cli.run("inventory", policy, "--format", "json", "--columns", "name");

    assertThat(some.out().lines())
        .startsWith("\uFEFFservice,name,lifetime,country,transfersTo")
        .contains("econda,emos_jcvid,P730D,DE,");
    assertThat(wrong.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(wrong.err()).contains("no column 'lifetme'; did you mean 'lifetime'");
    assertThat(json.err()).contains("--columns goes with --format csv");
  }
}
