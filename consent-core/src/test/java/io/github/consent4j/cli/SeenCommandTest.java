package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenCommandTest {

  private static final String DECLARED =
      """
      seen:
      - {kind: cookie, name: PHPSESSID, service: webedition, count: 3,
         first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/],
         secure: true, http-only: true, lifetime: session}
      """;

  private static final String UNDECLARED =
      DECLARED
          + """
          - {kind: cookie, name: acme_*, count: 1,
             first: '2026-11-01T10:00:00Z', last: '2026-11-01T10:00:00Z', pages: [/shop],
             secure: false, http-only: false, lifetime: PT240H}
          - {kind: host, name: www.youtube.com, count: 7,
             first: '2026-11-01T10:00:00Z', last: '2026-11-03T10:00:00Z', pages: [/film]}
          - {kind: host, name: cdn.acme.example, count: 2,
             first: '2026-11-01T10:00:00Z', last: '2026-11-03T10:00:00Z', pages: [/shop]}
          """;

  @TempDir private Path folder;

  private Path seen(String text) {
    return Cli.file(folder, "consent-seen.yaml", text);
  }

  @Test
  void what_is_declared_is_no_finding() {
    Cli.Result result = Cli.run("seen", seen(DECLARED));

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("cookie PHPSESSID", "webedition", "3 times, 2026-11-01 to 2026-11-02")
        .doesNotContain("Not declared", "services:");
  }

  @Test
  void what_is_not_declared_is_listed_and_proposed() {
    Cli.Result result = Cli.run("seen", seen(UNDECLARED));

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("Not declared:", "host www.youtube.com", "on /film")
        .contains("# add youtube to external-media")
        .contains("services:\n  acme-example:");
  }

  @Test
  void the_proposed_block_completes_a_policy() {
    String out = Cli.run("seen", seen(UNDECLARED)).out();
    String block = out.substring(out.indexOf("services:"));
    Path file =
        Cli.file(
            folder,
            "consent.yaml",
            """
            site: { name: Institute, privacy-policy: /privacy }
            categories:
              necessary: { required: true, services: [site-cookies] }
              external-media: { services: [youtube, acme-example] }
            """
                + block);

    Policy policy = new PolicyFiles().read(file);

    assertThat(policy.service("acme-example").orElseThrow().loads().urls().get(0).host())
        .isEqualTo("cdn.acme.example");
    assertThat(policy.service("site-cookies").orElseThrow().stores().get(0).name().glob())
        .isEqualTo("acme_*");
  }

  @Test
  void what_scripts_store_is_listed_and_recognised_by_its_key() {
    Cli.Result result =
        Cli.run(
            "seen",
            seen(
                """
                seen:
                - {kind: local-storage, name: hjActiveViewportIds, count: 3,
                   first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/]}
                - {kind: session-storage, name: step, count: 3,
                   first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/]}
                """));

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("local-storage hjActiveViewportIds", "# add hotjar to statistics")
        .contains("- { name: \"step\", kind: session-storage, lifetime: session,");
  }

  @Test
  void json_has_what_was_seen_and_what_to_add() throws IOException {
    JsonNode json = Cli.run("seen", "--json", seen(UNDECLARED)).json();

    assertThat(json.at("/seen").findValuesAsText("name"))
        .contains("PHPSESSID", "acme_*", "www.youtube.com", "cdn.acme.example");
    assertThat(json.at("/seen/0/attributes/httpOnly").asBoolean()).isTrue();
    assertThat(json.at("/add/external-media/0").asText()).isEqualTo("youtube");
    assertThat(json.at("/services").asText()).startsWith("services:");
  }

  @Test
  void a_file_that_is_missing_or_another_one_cannot_be_used() {
    Cli.Result missing = Cli.run("seen", folder.resolve("none.yaml"));
    Cli.Result other = Cli.run("seen", seen("site: { name: x }"));

    assertThat(missing.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(missing.err()).contains("none.yaml is not there", "seen: { file:");
    assertThat(other.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(other.err()).contains("is not a list of what was seen");
  }
}
