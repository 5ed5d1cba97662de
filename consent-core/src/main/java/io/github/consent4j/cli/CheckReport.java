package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
          json.beginArray("problems");
          for (Problem problem : check.problems()) {
            json.beginObject();
            write(json, problem);
            json.endObject();
          }
          json.endArray();
          if (withNotes) {
            json.beginArray("notes");
            for (Problem note : check.notes()) {
              json.beginObject();
              write(json, note);
              json.endObject();
            }
            json.endArray();
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

  private static void write(JsonWriter json, Problem problem) {
    json.field("file", problem.source());
    json.field("line", problem.line());
    json.field("column", problem.column());
    json.field("severity", ProblemText.level(problem));
    json.field("rule", problem.rule());
    json.field("message", problem.message());
  }

  byte[] toSarif() {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.field("version", "2.1.0");
    json.beginArray("runs");
    json.beginObject();
    json.beginObject("tool");
    json.beginObject("driver");
    json.field("name", ConsentCli.NAME);
    json.field("version", CliVersion.number());
    json.beginArray("rules");
    for (String rule : new TreeSet<>(problems.stream().map(Problem::rule).toList())) {
      json.beginObject();
      json.field("id", rule);
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.endObject();
    json.field("columnKind", "unicodeCodePoints");
    json.beginArray("results");
    for (Problem problem : problems) {
      sarif(json, problem);
    }
    json.endArray();
    json.endObject();
    json.endArray();
    json.endObject();
    return json.toBytes();
  }

  private static void sarif(JsonWriter json, Problem problem) {
    json.beginObject();
    json.field("ruleId", problem.rule());
    json.field("level", ProblemText.level(problem));
    json.beginObject("message");
    json.field("text", problem.message());
    json.endObject();
    json.beginArray("locations");
    json.beginObject();
    json.beginObject("physicalLocation");
    json.beginObject("artifactLocation");
    json.field("uri", uri(problem.source()));
    json.endObject();
    json.beginObject("region");
    json.field("startLine", problem.line());
    json.field("startColumn", problem.column());
    json.endObject();
    json.endObject();
    json.endObject();
    json.endArray();
    json.endObject();
  }

  /** Returns the address of a file: relative if its path is, with slashes on every system. */
  private static String uri(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute()) {
      return path.toUri().toASCIIString();
    }
    try {
      return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      return path.toUri().toASCIIString();
    }
  }
}
