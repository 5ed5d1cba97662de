package io.github.consent4j.cli;

import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports errors and warnings of policy files. */
@Command(
    name = "check",
    description = "Reports the errors and warnings of policy files.",
    footerHeading = "%n",
    footer = {
      "Exits with 1 if there are warnings that nobody has waived, with 2 if there are errors.",
      "'" + ConsentCli.NAME + " rules NAME' says what is behind a rule."
    })
final class CheckCommand extends CliCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Policy files, such as consent.yaml.")
  List<Path> files = List.of();

  @Option(
      names = "--notes",
      description = "Also list what is not wrong, but worth knowing for an auditor.")
  boolean notes;

  @ArgGroup Format format = new Format();

  /** The form of the output. */
  static final class Format {
    @Option(names = "--json", description = "Write JSON.")
    boolean json;

    @Option(names = "--sarif", description = "Write SARIF 2.1.0, for code scanning.")
    boolean sarif;
  }

  CheckCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    PolicyFiles reader = new PolicyFiles();
    Map<Path, PolicyCheck> checks = new LinkedHashMap<>();
    files.forEach(file -> checks.put(file, reader.check(file)));
    CheckReport report = new CheckReport(checks, notes);
    if (format.json) {
      terminal().write(report.toJson());
    } else if (format.sarif) {
      terminal().write(report.toSarif());
    } else {
      checks.forEach(this::print);
      terminal().say(report.summary());
    }
    return report.exitCode();
  }

  private void print(Path file, PolicyCheck check) {
    List<String> lines = lines(file);
    for (Problem problem : check.problems()) {
      print(file, lines, problem);
    }
    for (PolicyCheck.Waived waived : check.waived()) {
      print(file, lines, waived.problem());
      terminal().say("    waived: " + waived.reason());
    }
    if (notes) {
      for (Problem note : check.notes()) {
        print(file, lines, note);
      }
    }
  }

  private void print(Path file, List<String> lines, Problem problem) {
    // Nobody has to know the rule of an error, because it cannot be waived.
    String rule = problem.isError() ? "" : " [" + problem.rule() + "]";
    terminal().say(ProblemText.line(problem) + rule);
    if (problem.source().equals(file.toString()) && problem.line() <= lines.size()) {
      print(lines.get(problem.line() - 1), problem.column());
    }
  }

  /** Prints a line of a file, and a caret below a column of it. */
  private void print(String line, int column) {
    if (line.isBlank()) {
      return;
    }
    int at =
        line.offsetByCodePoints(0, Math.min(column - 1, line.codePointCount(0, line.length())));
    String before = line.substring(0, at).replaceAll("[^\t]", " ");
    terminal().say("    " + line.stripTrailing());
    terminal().say("    " + before + "^");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      // The problems say why.
      return List.of();
    }
  }
}
