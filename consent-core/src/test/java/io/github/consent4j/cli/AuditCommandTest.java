package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.jdbc.JdbcSeen;
import io.github.consent4j.seen.journal.SeenBatch;
import io.github.consent4j.seen.journal.SeenList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCommandTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy, controller: { name: Institute e.V., address: Main Street 1 } }
      categories:
        necessary:  { required: true, services: [shop] }
        statistics: { services: [counter] }
      services:
        shop:
          name: Shop
          provider: { name: Institute, country: DE, privacy-policy: /privacy }
          purpose: Sells.
          necessity: The visitor fills a cart.
          stores:
            - { name: cart, lifetime: P30D, purpose: Holds the cart. }
            - { name: old, lifetime: P30D, purpose: Was used once. }
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: DE, privacy-policy: /counter }
          purpose: Counts.
          stores: [{ name: "ctr_*", lifetime: P1Y, purpose: Counts. }]
          loads: { hosts: [count.example.net] }
          data-types: Pages that were read.
      floating-button: true
      """;

  private static final String SEEN =
      """
      seen:
      - {kind: cookie, name: cart, service: shop, count: 3, allowed: 3,
         first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/cart],
         secure: true, http-only: true, lifetime: PT9600H}
      - {kind: cookie, name: ctr_*, service: counter, count: 9, before: 9, blocked: 2,
         first: '2026-11-01T10:00:00Z', last: '2026-11-30T10:00:00Z', pages: [/]}
      - {kind: host, name: cdn.acme.example, count: 2,
         first: '2026-11-01T10:00:00Z', last: '2026-11-03T10:00:00Z', pages: ['/a|b']}
      """;

  @TempDir private Path folder;
  private Path policy;
  private Path seen;

  @BeforeEach
  void write() {
    policy = Cli.file(folder, "consent.yaml", POLICY);
    seen = Cli.file(folder, "consent-seen.yaml", SEEN);
  }

  @Test
  void a_file_without_findings_is_told_in_one_line() {
    Cli.Result result = Cli.run("audit", policy);

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .containsExactly(policy + " audited: 0 errors, 0 warnings, 0 notes");
  }

  @Test
  void what_the_site_does_otherwise_is_told_at_the_line_that_declares_it() {
    Cli.Result result = Cli.run("audit", policy, "--observed", seen);

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out().lines())
        .containsExactly(
            policy
                + ":18:14: error: cookie 'ctr_*' was set or sent 7 times without consent (9 before a"
                + " decision, 2 of all held back), first on /; service 'counter' in 'statistics'"
                + " needs consent [set-before-consent]",
            policy
                + ":5:1: warning: host 'cdn.acme.example' was seen on /a|b and no service declares"
                + " it; say in the file what it is for [undeclared-third-party]",
            policy
                + ":12:9: warning: cookie 'cart' lives for 400 days, and service 'shop' declares"
                + " 'P30D' [longer-lived-than-declared]",
            policy
                + ":13:9: note: cookie 'old' of service 'shop' was never seen in 29 days at the"
                + " server, which does not see what scripts load; remove it if the service does"
                + " not use it [never-seen]",
            seen + ": 3 things seen from 2026-11-01 to 2026-11-30 at the server",
            policy + " audited: 1 error, 2 warnings, 1 note");
  }

  @ParameterizedTest
  @CsvSource({
    "error, set-before-consent, 1",
    "warning, set-before-consent, 1",
    "never, set-before-consent, 0",
    "error, longer, 0",
    "warning, longer, 1",
    "warning, never-seen, 0",
    "note, never-seen, 1",
  })
  void the_severity_that_fails_is_chosen(String failOn, String worst, int code) {
    String text =
        switch (worst) {
          case "longer" -> SEEN.substring(0, SEEN.indexOf("- {kind: cookie, name: ctr_"));
          case "never-seen" ->
              SEEN.substring(0, SEEN.indexOf("- {kind: host"))
                  .replace("before: 9, blocked: 2,", "allowed: 9,")
                  .replace("PT9600H", "PT720H");
          default -> SEEN;
        };
    Path observed = Cli.file(folder, "some.yaml", text);

    assertThat(Cli.run("audit", policy, "--observed", observed, "--fail-on", failOn).code())
        .isEqualTo(code);
  }

  @Test
  void warnings_of_the_reader_are_findings_too() {
    Path warned = Cli.file(folder, "warned.yaml", POLICY.replace("privacy-policy: /privacy, ", ""));

    Cli.Result result = Cli.run("audit", warned);

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).contains(" warning: ").contains("[no-privacy-policy]");
  }

  @Test
  void what_the_file_waives_is_shown_with_its_reason_and_does_not_fail() throws IOException {
    String waive =
        """
        audit:
          waive:
            - { rule: longer-lived-than-declared, service: shop, reason: Changed in May. }
            - { rule: never-seen, category: necessary, reason: Comes in December. }
            - { rule: undeclared-third-party, reason: A test of the operator. }
            - { rule: no-data-types, service: shop, reason: Nothing breaks this. }
        """;
    Path waiving = Cli.file(folder, "waiving.yaml", POLICY + waive);

    Cli.Result text = Cli.run("audit", waiving, "--observed", seen);
    JsonNode sarif = Cli.run("audit", waiving, "--observed", seen, "--format", "sarif").json();

    assertThat(text.out())
        .contains("[longer-lived-than-declared]\n    waived: Changed in May.\n")
        .contains("[never-seen]\n    waived: Comes in December.\n")
        .contains("[undeclared-third-party]\n    waived: A test of the operator.\n")
        .contains("[unused-waiver]")
        .endsWith(" audited: 1 error, 1 warning, 0 notes, 3 waived\n");
    assertThat(sarif.findValues("suppressions"))
        .extracting(
            each -> each.at("/0/kind").asText() + ": " + each.at("/0/justification").asText())
        .containsExactlyInAnyOrder(
            "inSource: Changed in May.",
            "inSource: Comes in December.",
            "inSource: A test of the operator.");
  }

  @Test
  void what_is_waived_for_one_service_is_not_waived_for_another() {
    String waive =
        "audit: { waive: [{ rule: longer-lived-than-declared, service: counter, reason: No. }] }\n";
    Path waiving = Cli.file(folder, "waiving.yaml", POLICY + waive);

    assertThat(Cli.run("audit", waiving, "--observed", seen).out()).doesNotContain("waived");
  }

  @Test
  void an_error_cannot_be_waived() {
    String waive = "audit: { waive: [{ rule: set-before-consent, reason: We need it. }] }\n";
    Path waiving = Cli.file(folder, "waiving.yaml", POLICY + waive);

    Cli.Result result = Cli.run("audit", waiving);

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.out()).contains("'set-before-consent' cannot be waived");
  }

  @Test
  void a_file_that_cannot_be_used_is_reported_in_every_form() throws IOException {
    Path broken = Cli.file(folder, "broken.yaml", POLICY.replace("[counter]", "[countr]"));

    Cli.Result text = Cli.run("audit", broken, "--observed", seen, "--fail-on", "never");
    Cli.Result json = Cli.run("audit", broken, "--format", "json");

    assertThat(text.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(text.out()).contains("broken.yaml:4:28: error: unknown service 'countr'");
    assertThat(json.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(json.json().at("/findings/0/rule").asText()).isEqualTo("unknown-service");
  }

  @Test
  void a_missing_observation_is_named() {
    Cli.Result result = Cli.run("audit", policy, "--observed", folder.resolve("none.yaml"));

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("none.yaml is not there");
  }

  @Test
  void json_has_counts_findings_and_what_their_rules_mean() throws IOException {
    JsonNode json = Cli.run("audit", policy, "--observed", seen, "--format", "JSON").json();

    assertThat(json.at("/errors").asInt()).isOne();
    assertThat(json.at("/warnings").asInt()).isEqualTo(2);
    assertThat(json.at("/notes").asInt()).isOne();
    assertThat(json.at("/observed/0/vantage").asText()).isEqualTo("server");
    assertThat(json.at("/observed/0/first").asText()).isEqualTo("2026-11-01T10:00:00Z");
    JsonNode finding = json.at("/findings/0");
    assertThat(finding.at("/rule").asText()).isEqualTo("set-before-consent");
    assertThat(finding.at("/severity").asText()).isEqualTo("error");
    assertThat(finding.at("/subject").asText()).isEqualTo("cookie ctr_*");
    assertThat(finding.at("/line").asInt()).isEqualTo(18);
    assertThat(finding.at("/column").asInt()).isEqualTo(14);
    assertThat(json.at("/rules").findValuesAsText("id"))
        .containsExactlyInAnyOrderElementsOf(
            json.at("/findings").findValuesAsText("rule").stream().distinct().toList());
    assertThat(json.at("/rules/0/source").asText()).isNotEmpty();
  }

  @Test
  void markdown_is_a_table_in_which_names_are_no_markup() {
    Cli.Result result = Cli.run("audit", policy, "--observed", seen, "--format", "md");

    assertThat(result.out())
        .startsWith("# Audit of `" + policy + "`\n\n1 error, 2 warnings, 1 note.\n")
        .contains("| severity | rule | place | finding |\n|---|---|---|---|\n")
        .contains("| error | `set-before-consent` | `" + policy + ":18:14` | cookie 'ctr\\_\\*'")
        .contains("on /a\\|b")
        .contains("\n## What the rules mean\n- `set-before-consent`: What needs consent");
  }

  @Test
  void an_http_archive_of_a_browser_is_an_observation() {
    Path archive =
        Cli.file(
            folder,
            "site.har",
            """
            {"log": {"version": "1.2", "entries": [
              {"startedDateTime": "2026-11-01T10:00:00Z", "time": 5,
               "request": {"url": "https://www.institute.example/", "cookies": []},
               "response": {"cookies": []}},
              {"startedDateTime": "2026-11-01T10:00:01Z", "time": 5,
               "request": {"url": "https://count.example.net/a.js", "cookies": []},
               "response": {"cookies": []}},
              {"startedDateTime": "2026-11-01T10:00:02Z", "time": 5,
               "request": {"url": "https://www.institute.example/b",
                           "cookies": [{"name": "cart", "value": "1"}]},
               "response": {"cookies": []}}]}}
            """);

    Cli.Result result = Cli.run("audit", policy, "--undecided", "--observed", archive, seen);

    assertThat(result.out())
        .contains("host 'count.example.net' was contacted once without consent")
        .contains("[contacted-before-consent]")
        .contains("site.har: 2 things seen from 2026-11-01 to 2026-11-01 in a browser\n");
  }

  @Test
  void the_database_of_the_site_is_an_observation() throws IOException {
    String url = "jdbc:h2:mem:audit;DB_CLOSE_DELAY=-1";
    Instant from = Instant.parse("2026-11-01T10:00:00Z");
    Seen.Item host =
        SeenList.item(
            Seen.Kind.HOST,
            "count.example.net",
            Optional.of("counter"),
            List.of("/"),
            from,
            from,
            3,
            new Seen.ByConsent(3, 0, 0, 0),
            Optional.empty());
    new JdbcSeen(new DriverConnections(url, null, null))
        .add(new SeenBatch(UUID.randomUUID(), 1, from, from, List.of(host)));

    Cli.Result result = Cli.run("audit", policy, "--observed", url, seen);
    Cli.Result again = Cli.run("audit", policy, "--observed", url, seen);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("host 'count.example.net' was contacted 3 times without consent")
        .contains("jdbc:h2:mem:audit: 1 thing seen from 2026-11-01 to 2026-11-01 at the server");
    assertThat(again).isEqualTo(result);
  }

  @Test
  void a_database_without_observations_or_without_a_driver_is_named() {
    Cli.Result empty = Cli.run("audit", policy, "--observed", "jdbc:h2:mem:empty");
    Cli.Result unknown = Cli.run("audit", policy, "--observed", "jdbc:nobody:x");

    assertThat(empty.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(empty.err()).contains("what was seen cannot be read from the database");
    assertThat(unknown.err()).contains("No driver for jdbc:nobody:x").contains(" audit ...");
  }
}
