package io.github.consent4j.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Writes the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Writes the completion script for bash and zsh.",
    footerHeading = "%n",
    footer = "Example: source <(" + ConsentCli.NAME + " completion)")
final class CompletionCommand extends CliCommand {

  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    terminal().say(AutoComplete.bash(ConsentCli.NAME, ConsentCli.commandLine(terminal())));
    return ExitCode.CLEAN;
  }
}
