package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.finding.FindingReport;
import io.github.consent4j.cli.finding.ObservedFile;
import io.github.consent4j.cli.finding.ProblemFinding;
import io.github.consent4j.cli.finding.SarifLog;
import io.github.consent4j.cli.observed.Comparison;
import io.github.consent4j.cli.report.HtmlReport;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.seen.journal.CatalogueIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports what is wrong with a policy, and where the site does something else. */
@Command(
    name = "audit",
    description = {
      "Judges a policy file, and compares it with what was seen at the site.",
      "Or visits a site with a browser, in each state of consent, and writes the evidence."
    },
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " audit consent.yaml --observed consent-seen.yaml",
      "          " + ConsentCli.NAME + " audit consent.yaml --format sarif > consent.sarif",
      "          " + ConsentCli.NAME + " audit --browser https://www.example.org --out evidence",
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

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The policy file, such as consent.yaml.")
  @Nullable Path file;

  @Option(
      names = "--observed",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "What was seen at the site: the files that 'seen.file' of the policy names, one for each"
              + " server; the database of the site (jdbc:...); inspection.json of the EDPS"
              + " collector; HTTP archives (HAR).")
  List<String> observed = List.of();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user of the database; its password is in " + RecordStore.PASSWORD + ".")
  @Nullable String user;

  @Option(
      names = "--undecided",
      description = "Nobody answered the banner while the HTTP archives were recorded.")
  boolean undecided;

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

  @ArgGroup(exclusive = false, heading = "%nVisits of a browser:%n")
  @Nullable BrowserOptions browser;

  AuditCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (browser != null) {
      return visit(browser);
    }
    if (file == null) {
      throw new UnusableException("Name the policy file, or a site with --browser URL.");
    }
    return judge(file);
  }

  private int visit(BrowserOptions options) {
    if (!observed.isEmpty()) {
      throw new UnusableException("--observed is for a policy file; leave it out with --browser.");
    }
    if (file != null) {
      options.policy = file;
    }
    Audit audit = new BrowserAudit(terminal(), options, Clock.systemUTC()).run();
    String site = audit.site().toString();
    FindingReport report = new FindingReport(site, List.of(), audit.findings());
    write(site, report);
    if (format == Format.TEXT) {
      terminal().say("Evidence: " + options.out.resolve(HtmlReport.FILE));
    }
    return exitCode(report);
  }

  private int judge(Path file) {
    PolicyFiles reader = new PolicyFiles();
    PolicyCheck check = reader.check(file);
    String decisionCookie =
        check.policy().map(policy -> policy.settings().cookie().name()).orElse("");
    List<ObservedFile> seen =
        observed.stream()
            .map(new ObservedFiles(terminal(), decisionCookie, user, undecided)::read)
            .toList();
    List<Finding> findings = new ArrayList<>(ProblemFinding.of(check));
    if (!seen.isEmpty()) {
      check
          .policy()
          .ifPresent(policy -> findings.addAll(findings(policy, reader.places(file), seen)));
    }
    FindingReport report = new FindingReport(file.toString(), seen, findings);
    write(file.toString(), report);
    return check.policy().isEmpty() ? ExitCode.UNUSABLE : exitCode(report);
  }

  private List<Finding> findings(Policy policy, FilePlaces places, List<ObservedFile> seen) {
    return new Comparison(policy, places.all(), new CatalogueIndex(), window)
        .findings(seen.stream().map(ObservedFile::observation).toList());
  }

  private void write(String audited, FindingReport report) {
    switch (format) {
      case TEXT -> report.toLines().forEach(terminal()::say);
      case JSON -> terminal().write(report.toJson());
      case SARIF ->
          terminal()
              .write(
                  new SarifLog(ConsentCli.NAME, CliVersion.number(), audited)
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
