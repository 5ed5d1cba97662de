package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentCliTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "explain",
        "init",
        "services",
        "rules",
        "diff",
        "scan",
        "records",
        "completion"
      })
  void every_command_has_a_short_help(String command) {
    Cli.Result help = Cli.run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: consent-cli " + command);
    assertThat(help.out().lines()).hasSizeLessThan(45);
    assertThat(help.err()).isEmpty();
    assertThat(Cli.run("--help").out()).contains("\n  " + command + " ");
  }

  @Test
  void without_a_command_the_help_is_shown_and_the_call_counts_as_wrong() {
    Cli.Result nothing = Cli.run();

    assertThat(nothing.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(nothing.out()).startsWith("Usage: consent-cli").contains("Exit codes: 0 ");
  }

  @Test
  void a_command_with_a_typing_error_gets_a_suggestion() {
    Cli.Result typo = Cli.run("chekc", "consent.yaml");

    assertThat(typo.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(typo.err()).contains("chekc").contains("consent-cli check");
  }

  @Test
  void an_unknown_option_is_refused_in_two_lines(@TempDir Path folder) {
    Cli.Result wrong = Cli.run("check", "--yaml", folder.resolve("a.yaml"));

    assertThat(wrong.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(wrong.err().lines()).hasSize(2);
    assertThat(wrong.err()).contains("--yaml").contains("consent-cli check --help");
  }

  @Test
  void the_version_is_told() {
    assertThat(Cli.run("--version").out()).startsWith("consent-cli ");
  }

  @Test
  void the_completion_script_knows_commands_and_options() {
    Cli.Result script = Cli.run("completion");

    assertThat(script.code()).isZero();
    assertThat(script.out())
        .contains("check", "explain", "init", "services", "rules", "diff", "scan", "records")
        .contains("--sarif", "--propose", "--privacy-policy", "--before");
  }
}
