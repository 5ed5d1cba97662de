package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy }
      categories:
        necessary:
          required: true
          services: [econda-session]
        statistics:
          services:
            - econda
            - counter
        tried:
          title: Tried
          description: Tried out.
          enforce: report
          services: [trial]
      services:
        counter:
          name: Counter
          purpose: Counts.
          stores:
            - { name: ctr_*, lifetime: P1Y, purpose: Counts. }
            - { name: ctrKey, kind: local-storage, lifetime: persistent, purpose: Counts. }
          loads:
            hosts: [count.example.net]
            scripts: ["counter-*.js"]
        trial:
          name: Trial
          purpose: Tries.
          loads: { hosts: [trial.example.net] }
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = Cli.file(folder, "consent.yaml", POLICY);
  }

  private Cli.Result explain(String subject) {
    return Cli.run("explain", file, subject);
  }

  private JsonNode json(Object... args) throws IOException {
    Object[] all = new Object[args.length + 3];
    all[0] = "explain";
    all[1] = file;
    all[2] = "--json";
    System.arraycopy(args, 0, all, 3, args.length);
    return Cli.run(all).json();
  }

  @Test
  void a_rule_of_an_included_file_has_its_place_there() {
    Path base = Cli.file(folder, "base.yaml", POLICY);
    Path over =
        Cli.file(
            folder,
            "over.yaml",
            """
            include: base.yaml
            services:
              counter:
                loads: { hosts: [tally.example.net] }
            """);

    Cli.Result replaced = Cli.run("explain", over, "https://tally.example.net/a.js");
    Cli.Result inherited = Cli.run("explain", over, "https://trial.example.net/");

    assertThat(replaced.out())
        .contains("host tally.example.net, in " + over + ":4:22")
        .contains("is named in:  " + base + ":9:9");
    assertThat(inherited.out()).contains("host trial.example.net, in " + base + ":");
  }

  @Test
  void an_address_has_service_category_and_line() {
    Cli.Result result = explain("https://count.example.net/a.js?x=1");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("service 'counter' in category 'statistics'")
        .contains("declares it:  host count.example.net, in " + file + ":23:15")
        .contains("is named in:  " + file + ":9:9")
        .contains("before a choice:  is held back")
        .contains("after yes:        passes")
        .contains("after no:         is held back")
        .contains("Category 'statistics' needs the visitor's consent.");
  }

  @Test
  void a_script_is_declared_by_the_name_of_its_file() throws IOException {
    JsonNode json = json("https://any.example.com/js/counter-2.js");

    assertThat(json.at("/rules/0/rule").asText()).isEqualTo("script counter-*.js");
    assertThat(json.at("/rules/0/declaredAt").asText()).isEqualTo(file + ":24:17");
    assertThat(json.at("/passes/beforeChoice").asBoolean()).isFalse();
  }

  @Test
  void a_cookie_of_two_services_passes_as_soon_as_one_is_allowed() {
    Cli.Result result = explain("emos_jcsid");

    assertThat(result.out())
        .startsWith("cookie emos_jcsid")
        .contains("service 'econda-session' in category 'necessary'")
        .contains("service 'econda' in category 'statistics'")
        .contains("from the catalogue's 'econda'")
        .contains("before a choice:  passes")
        .contains("One allowed service is enough.");
  }

  @Test
  void a_pattern_declares_a_cookie_at_its_line() {
    assertThat(explain("ctr_17").out())
        .contains("cookie ctr_* (P1Y), in " + file + ":20:9")
        .contains("after no:         is held back");
  }

  @Test
  void a_storage_key_is_found_without_saying_that_it_is_one() {
    assertThat(explain("ctrKey").out())
        .startsWith("storage key ctrKey")
        .contains("local-storage ctrKey (persistent), in " + file + ":21:9")
        .contains("before a choice:  is held back");
  }

  @Test
  void report_mode_is_named_as_the_reason_why_something_passes() {
    assertThat(explain("trial.example.net").out())
        .contains("before a choice:  passes")
        .contains("Category 'tried' has 'enforce: report'");
  }

  @Test
  void what_is_not_declared_is_a_finding_and_the_catalogue_says_what_it_is() {
    Cli.Result result = explain("https://www.youtube-nocookie.com/embed/x");

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out())
        .contains("no service of " + file + " declares it")
        .contains("'undeclared-hosts' is '")
        .contains("The catalogue knows it: add youtube (Google Ireland Limited) to a category.");
  }

  @Test
  void what_nobody_knows_is_told_as_such() throws IOException {
    JsonNode json = json("zzz_unknown");

    assertThat(json.at("/kind").asText()).isEqualTo("cookie");
    assertThat(json.at("/declared").asBoolean()).isFalse();
    assertThat(json.at("/catalogue")).isEmpty();
  }

  @Test
  void the_cookie_of_decisions_always_passes() throws IOException {
    JsonNode json = json("--as", "cookie", "consent");

    assertThat(json.at("/passes/afterNo").asBoolean()).isTrue();
  }

  @Test
  void the_sites_own_host_is_no_third_party() {
    Cli.file(folder, "consent.yaml", "undeclared-hosts: block\n" + POLICY);

    assertThat(explain("https://www.example.org/a.png").out()).contains("is held back");
    assertThat(
            Cli.run("explain", file, "https://www.example.org/a.png", "--host", "www.example.org")
                .out())
        .contains("after no:         passes")
        .contains("the site's own address");
  }

  @Test
  void a_file_with_errors_is_refused_with_them() {
    Path broken = Cli.file(folder, "broken.yaml", POLICY.replace("[trial]", "[trail]"));

    Cli.Result result = Cli.run("explain", broken, "x");

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("broken.yaml:14:16: error: unknown service 'trail'");
    assertThat(result.out()).isEmpty();
  }
}
