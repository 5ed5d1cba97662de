package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit with a browser says before a browser is there. */
class BrowserArgumentsTest {

  @TempDir private Path folder;

  private static void assertUnusable(Cli.Result result, String message) {
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
  }

  @Test
  void an_address_is_needed() {
    assertUnusable(
        Cli.run("audit", "--browser", "not an address", "--out", folder),
        "'not an address' is not an address; expected https://www.example.org/");
    assertUnusable(Cli.run("audit"), "Name the policy file, or a site with --browser URL.");
  }

  @Test
  void evidence_is_not_mixed_with_what_is_there() throws Exception {
    Files.createFile(folder.resolve("audit.json"));

    assertUnusable(
        Cli.run("audit", "--browser", "example.org", "--out", folder),
        folder + " is not empty; name another --out FOLDER, or remove it");
  }

  @Test
  void a_browser_that_is_not_there_is_told() {
    Path missing = folder.resolve("chromium");

    assertUnusable(
        Cli.run(
            "audit",
            "--browser",
            "example.org",
            "--out",
            folder.resolve("evidence"),
            "--chromium",
            missing),
        missing + " is not there, or cannot be executed");
  }

  @Test
  void observations_are_for_a_policy_file() {
    assertUnusable(
        Cli.run("audit", "--browser", "example.org", "--observed", folder.resolve("a.har")),
        "--observed is for a policy file; leave it out with --browser.");
  }

  @Test
  void limits_are_numbers_of_pages_and_links() {
    assertUnusable(
        Cli.run("audit", "--browser", "example.org", "--pages", "0"), "--pages is at least 1");
  }
}
