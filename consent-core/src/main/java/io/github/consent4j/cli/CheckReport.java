package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.finding.ProblemFinding;
import io.github.consent4j.cli.finding.SarifLog;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of a check as a summary, as JSON and as SARIF (OASIS, version 2.1.0). */
final class CheckReport {

  private final Map<Path, PolicyCheck> checks;
  private final List<Problem> problems;
  private final boolean withNotes;

  /**
   * @param withNotes whether notes are listed; waived notes always are
   */
  CheckReport(Map<Path, PolicyCheck> checks, boolean withNotes) {
    this.checks = new LinkedHashMap<>(checks);
    this.withNotes = withNotes;
    problems = checks.values().stream().flatMap(check -> check.problems().stream()).toList();
  }

  int errors() {
    return (int) problems.stream().filter(Problem::isError).count();
  }

  int warnings() {
    return problems.size() - errors();
  }

  /** A file with errors cannot be used; one with warnings can. */
  int exitCode() {
    if (errors() > 0) {
      return ExitCode.UNUSABLE;
    }
    return warnings() > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  String summary() {
    return Plural.of(checks.size(), "file")
        + " checked: "
        + Plural.of(errors(), "error")
        + ", "
        + Plural.of(warnings(), "warning")
        + (withNotes ? ", " + Plural.of(notes(), "note") : "")
        + (waived() > 0 ? ", " + waived() + " waived" : "");
  }

  private int notes() {
    return checks.values().stream().mapToInt(check -> check.notes().size()).sum();
  }

  private int waived() {
    return checks.values().stream().mapToInt(check -> check.waived().size()).sum();
  }

  byte[] toJson() {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("errors", errors());
    json.field("warnings", warnings());
    json.field("waived", waived());
    json.beginArray("files");
    checks.forEach(
        (file, check) -> {
          json.beginObject();
          json.field("file", file.toString());
          json.field("usable", check.policy().isPresent());
          write(json, "problems", check.problems());
          if (withNotes) {
            write(json, "notes", check.notes());
          }
          json.beginArray("waived");
          for (PolicyCheck.Waived waived : check.waived()) {
            json.beginObject();
            write(json, waived.problem());
            json.field("reason", waived.reason());
            json.endObject();
          }
          json.endArray();
          json.endObject();
        });
    json.endArray();
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, String name, List<Problem> problems) {
    json.beginArray(name);
    for (Problem problem : problems) {
      json.beginObject();
      write(json, problem);
      json.endObject();
    }
    json.endArray();
  }

  private static void write(JsonWriter json, Problem problem) {
    json.field("file", problem.source());
    json.field("line", problem.line());
    json.field("column", problem.column());
    json.field("severity", ProblemText.level(problem));
    json.field("rule", problem.rule());
    json.field("message", problem.message());
  }

  byte[] toSarif() {
    String file = checks.keySet().iterator().next().toString();
    List<Finding> findings =
        checks.values().stream().flatMap(check -> ProblemFinding.of(check).stream()).toList();
    return new SarifLog(ConsentCli.NAME, CliVersion.number(), file)
        .toJson(findings.stream().filter(this::isListed).toList());
  }

  private boolean isListed(Finding finding) {
    return withNotes || finding.waiver().isPresent() || finding.rule().severity() != Severity.NOTE;
  }
}
