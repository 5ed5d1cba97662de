package io.github.consent4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands for proof of consent. */
@Command(
    name = "records",
    description = "Shows, exports, verifies and erases the records of consent.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer =
        "The store is '--directory DIR', or '--jdbc URL' and '--user NAME'. The password of a"
            + " database is read from "
            + RecordStore.PASSWORD
            + ", or asked for. The driver has to be on the class path:%n"
            + "  java -cp consent-cli.jar:driver.jar "
            + RecordsCommand.MAIN
            + " records ...")
final class RecordsCommand extends CliCommand {

  static final String MAIN = "io.github.consent4j.cli.ConsentCli";

  @Spec CommandSpec spec = CommandSpec.create();

  private RecordsCommand(Terminal terminal) {
    super(terminal);
  }

  /** Returns the command with its own commands. */
  static CommandLine line(Terminal terminal) {
    return new CommandLine(new RecordsCommand(terminal))
        .addSubcommand("show", new RecordsShowCommand(terminal))
        .addSubcommand("export", new RecordsExportCommand(terminal))
        .addSubcommand("verify", new RecordsVerifyCommand(terminal))
        .addSubcommand("stats", new RecordsStatsCommand(terminal))
        .addSubcommand("erase", new RecordsEraseCommand(terminal))
        .addSubcommand("purge", new RecordsPurgeCommand(terminal))
        .addSubcommand("key", new RecordsKeyCommand(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.UNUSABLE;
  }
}
