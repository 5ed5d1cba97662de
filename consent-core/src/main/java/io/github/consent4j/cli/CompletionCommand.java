package io.github.consent4j.cli;

import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Writes the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Writes the completion script for bash and zsh.",
    footerHeading = "%n",
    footer = "Example: source <(" + ConsentCli.NAME + " completion)")
final class CompletionCommand extends CliCommand {

  private final Supplier<CommandLine> line;

  /**
   * @param line builds the command line with all commands
   */
  CompletionCommand(Terminal terminal, Supplier<CommandLine> line) {
    super(terminal);
    this.line = line;
  }

  @Override
  public Integer call() {
    terminal().say(AutoComplete.bash(ConsentCli.NAME, line.get()));
    return ExitCode.CLEAN;
  }
}
