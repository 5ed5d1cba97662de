package io.github.consent4j.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of the library: {@code java -jar consent-core-<version>-cli.jar}.
 *
 * <p>Every command exits with 0 if there is nothing to report, 1 if there is something to look at,
 * and 2 if the file or the arguments cannot be used.
 */
public final class ConsentCli {

  static final String NAME = "consent-cli";

  /** The commands in the order of the help. Only the command that is called is built. */
  private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

  @Command(
      name = NAME,
      mixinStandardHelpOptions = true,
      versionProvider = CliVersion.class,
      description = {
        "Writes, checks and explains consent.yaml, the file of a site's operator,",
        "and reads the records of consent."
      },
      synopsisHeading = "Usage: ",
      synopsisSubcommandLabel = "COMMAND",
      commandListHeading = "%nCommands:%n",
      optionListHeading = "%n",
      footerHeading = "%n",
      footer = {
        "Exit codes: 0 nothing to report, 1 something to look at, 2 unusable file or arguments.",
        "'" + NAME + " COMMAND --help' shows the options of a command."
      })
  private static final class Root {}

  private ConsentCli() {}

  private static Map<String, Function<Terminal, Object>> commands() {
    Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
    commands.put("check", CheckCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("init", InitCommand::new);
    commands.put("services", ServicesCommand::new);
    commands.put("rules", RulesCommand::new);
    commands.put("inventory", InventoryCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("scan", ScanCommand::new);
    commands.put("seen", SeenCommand::new);
    commands.put("records", RecordsCommand::line);
    commands.put(
        "completion", terminal -> new CompletionCommand(terminal, () -> commandLine(terminal)));
    return commands;
  }

  /** Runs a command and ends the program with its exit code. */
  public static void main(String... args) {
    // The gates log what they meet, and this program tells the same as its result.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Terminal terminal = new Terminal(System.in, System.out, System.err, isTerminal());
    int code;
    try {
      code = run(terminal, args);
    } catch (LinkageError | VirtualMachineError e) {
      terminal.err().println(NAME + ": unexpected: " + e);
      code = ExitCode.UNUSABLE;
    }
    System.exit(code);
  }

  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before JDK 22 there is a console at a terminal only.
      return true;
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(Terminal terminal, String... args) {
    CommandLine line = args.length > 0 ? commandLine(terminal, args[0]) : commandLine(terminal);
    int code = line.execute(args.length > 0 ? args : new String[] {"--help"});
    terminal.out().flush();
    terminal.err().flush();
    return args.length > 0 ? code : ExitCode.UNUSABLE;
  }

  /** Returns the command line with the named command alone, or with all if there is none. */
  private static CommandLine commandLine(Terminal terminal, String name) {
    Function<Terminal, Object> command = COMMANDS.get(name);
    return command == null
        ? commandLine(terminal)
        : prepare(root().addSubcommand(name, command.apply(terminal)), terminal);
  }

  /** Returns the command line with all commands. */
  private static CommandLine commandLine(Terminal terminal) {
    CommandLine line = root();
    COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(terminal)));
    return prepare(line, terminal);
  }

  private static CommandLine root() {
    return new CommandLine(new Root());
  }

  private static CommandLine prepare(CommandLine line, Terminal terminal) {
    return line.setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
        .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> refuse(e))
        .setExecutionExceptionHandler((e, command, parsed) -> fail(terminal, e));
  }

  private static int refuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(NAME + ": " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println(
          "'" + command.getCommandSpec().qualifiedName() + " --help' shows what is possible.");
    }
    return ExitCode.UNUSABLE;
  }

  private static int fail(Terminal terminal, Exception e) {
    boolean expected = e instanceof UnusableException;
    terminal.err().println(NAME + ": " + (expected ? "" : "unexpected: ") + text(e));
    return ExitCode.UNUSABLE;
  }

  private static String text(Exception e) {
    return e instanceof UnusableException ? String.valueOf(e.getMessage()) : e.toString();
  }
}
