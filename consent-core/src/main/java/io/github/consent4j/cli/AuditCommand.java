package io.github.consent4j.cli;

import io.github.consent4j.audit.observed.Comparison;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.finding.FindingReport;
import io.github.consent4j.cli.finding.ObservedFile;
import io.github.consent4j.cli.finding.ProblemFinding;
import io.github.consent4j.cli.finding.SarifLog;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.seen.journal.CatalogueIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports what is wrong with a policy, and where the site does something else. */
@Command(
    name = "audit",
    description = "Judges a policy file, and compares it with what was seen at the site.",
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " audit consent.yaml --observed consent-seen.yaml",
      "          " + ConsentCli.NAME + " audit consent.yaml --format sarif > consent.sarif",
      "Exits with 1 if there are findings that --fail-on names, with 2 if the file cannot be used."
    })
final class AuditCommand extends CliCommand {

  /** The form of the output. */
  enum Format {
    /** Lines, as compilers write them. */
    TEXT,
    /** JSON. */
    JSON,
    /** SARIF 2.1.0, for code scanning. */
    SARIF,
    /** Markdown, for comments and summaries. */
    MD
  }

  /** The mildest findings that lead to an exit code other than 0. */
  enum FailOn {
    /** Errors alone. */
    ERROR,
    /** Errors and warnings. */
    WARNING,
    /** Every finding. */
    NOTE,
    /** None. */
    NEVER
  }

  @Parameters(paramLabel = "FILE", description = "The policy file, such as consent.yaml.")
  Path file = Path.of("");

  @Option(
      names = "--observed",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "What was seen at the site: the files that 'seen.file' of the policy names, one for each"
              + " server, inspection.json of the EDPS collector, or HTTP archives (HAR).")
  List<Path> observed = List.of();

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description =
          "Call nothing never seen that was observed for less than this time (default: P7D).")
  Duration window = Duration.ofDays(7);

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "Write text, json, sarif or md (default: text).")
  Format format = Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "Exit with 1 on findings from this severity on: error, warning, note or never (default:"
              + " warning).")
  FailOn failOn = FailOn.WARNING;

  AuditCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    PolicyFiles reader = new PolicyFiles();
    PolicyCheck check = reader.check(file);
    String decisionCookie =
        check.policy().map(policy -> policy.settings().cookie().name()).orElse("");
    List<ObservedFile> seen =
        observed.stream().map(each -> ObservedFiles.read(each, decisionCookie)).toList();
    List<Finding> findings = new ArrayList<>();
    check.problems().forEach(problem -> findings.add(ProblemFinding.of(problem)));
    check.policy().ifPresent(policy -> findings.addAll(findings(policy, reader, seen)));
    FindingReport report = new FindingReport(file.toString(), seen, findings);
    write(report);
    return check.policy().isEmpty() ? ExitCode.UNUSABLE : exitCode(report);
  }

  private List<Finding> findings(Policy policy, PolicyFiles reader, List<ObservedFile> seen) {
    if (seen.isEmpty()) {
      return List.of();
    }
    return new Comparison(policy, reader.places(file).all(), new CatalogueIndex(), window)
        .findings(seen.stream().map(ObservedFile::observation).toList());
  }

  private void write(FindingReport report) {
    switch (format) {
      case TEXT -> report.toLines().forEach(terminal()::say);
      case JSON -> terminal().write(report.toJson());
      case SARIF ->
          terminal()
              .write(
                  new SarifLog(ConsentCli.NAME, CliVersion.number(), file.toString())
                      .toJson(report.findings()));
      case MD -> terminal().out().print(report.toMarkdown());
    }
  }

  private int exitCode(FindingReport report) {
    boolean fails =
        switch (failOn) {
          case ERROR -> report.reaches(Severity.ERROR);
          case WARNING -> report.reaches(Severity.WARNING);
          case NOTE -> report.reaches(Severity.NOTE);
          case NEVER -> false;
        };
    return fails ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
