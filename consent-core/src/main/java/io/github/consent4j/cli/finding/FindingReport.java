package io.github.consent4j.cli.finding;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.MarkdownText;
import io.github.consent4j.policy.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The findings of an audit as text, JSON and Markdown: errors first, those of a severity in the
 * order of the file, and waived ones at the end. Immutable.
 */
public final class FindingReport {

  private static final Comparator<Finding> ORDER =
      Comparator.<Finding, Boolean>comparing(finding -> finding.waiver().isPresent())
          .thenComparing(finding -> finding.rule().severity())
          .thenComparing(finding -> finding.place().map(Problem.Place::file).orElse(""))
          .thenComparing(finding -> finding.place().map(Problem.Place::line).orElse(0))
          .thenComparing(finding -> finding.place().map(Problem.Place::column).orElse(0));

  private final String file;
  private final List<ObservedFile> observed;
  private final List<Finding> findings;

  /**
   * @param file the audited file
   * @param observed what it was compared with; may be empty
   */
  public FindingReport(String file, List<ObservedFile> observed, List<Finding> findings) {
    this.file = file;
    this.observed = List.copyOf(observed);
    this.findings = findings.stream().sorted(ORDER).toList();
  }

  /** Returns the findings in the order of the report. */
  public List<Finding> findings() {
    return findings;
  }

  /** Returns whether a finding that is not waived is of a severity, or of a worse one. */
  public boolean reaches(Severity severity) {
    return findings.stream()
        .anyMatch(
            finding ->
                finding.waiver().isEmpty() && finding.rule().severity().compareTo(severity) <= 0);
  }

  private long count(Severity severity) {
    return findings.stream()
        .filter(finding -> finding.waiver().isEmpty() && finding.rule().severity() == severity)
        .count();
  }

  private long waived() {
    return findings.stream().filter(finding -> finding.waiver().isPresent()).count();
  }

  private String summary() {
    List<String> counts = new ArrayList<>();
    counts.add(plural(count(Severity.ERROR), "error"));
    counts.add(plural(count(Severity.WARNING), "warning"));
    counts.add(plural(count(Severity.NOTE), "note"));
    if (waived() > 0) {
      counts.add(waived() + " waived");
    }
    return String.join(", ", counts);
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  // --- text

  /** Returns the report as lines, as compilers write them. */
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      lines.add(place(finding) + ": " + severity(finding) + ": " + textOf(finding));
      finding.waiver().ifPresent(reason -> lines.add("    waived: " + reason));
    }
    observed.forEach(each -> lines.add(each.words()));
    lines.add(file + " audited: " + summary());
    return lines;
  }

  private String place(Finding finding) {
    return finding.place().map(Problem.Place::toString).orElse(file);
  }

  private static String textOf(Finding finding) {
    return finding.message() + " [" + finding.rule().id() + "]";
  }

  private static String severity(Finding finding) {
    return EnumName.of(finding.rule().severity());
  }

  // --- JSON

  /** Returns the report as JSON in UTF-8. */
  public byte[] toJson() {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("file", file);
    json.beginArray("observed");
    observed.forEach(each -> each.write(json));
    json.endArray();
    json.field("errors", count(Severity.ERROR));
    json.field("warnings", count(Severity.WARNING));
    json.field("notes", count(Severity.NOTE));
    json.field("waived", waived());
    json.beginArray("findings");
    findings.forEach(finding -> write(json, finding));
    json.endArray();
    json.beginArray("rules");
    rules().forEach(rule -> write(json, rule));
    json.endArray();
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, Finding finding) {
    json.beginObject();
    json.field("rule", finding.rule().id());
    json.field("severity", severity(finding));
    json.field("subject", finding.subject());
    json.field("message", finding.message());
    json.field("file", finding.place().map(Problem.Place::file).orElse(null));
    finding.place().ifPresent(place -> json.field("line", place.line()));
    finding.place().ifPresent(place -> json.field("column", place.column()));
    json.field("waiver", finding.waiver().orElse(null));
    json.endObject();
  }

  /** Writes what a rule means as an object. */
  public static void write(JsonWriter json, Rule rule) {
    json.beginObject();
    json.field("id", rule.id());
    json.field("severity", EnumName.of(rule.severity()));
    json.field("title", rule.title());
    json.field("why", rule.why());
    json.field("action", rule.action());
    json.field("source", rule.source());
    json.endObject();
  }

  private Iterable<Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    findings.forEach(finding -> rules.putIfAbsent(finding.rule().id(), finding.rule()));
    return rules.values();
  }

  // --- Markdown

  /** Returns the report as Markdown, for comments and summaries of pipelines. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Audit of " + code(file) + "\n\n");
    text.append(summary()).append(".\n");
    observed.forEach(each -> text.append("\n- ").append(MarkdownText.of(each.words())));
    text.append(observed.isEmpty() ? "" : "\n");
    if (!findings.isEmpty()) {
      text.append("\n| severity | rule | place | finding |\n|---|---|---|---|\n");
      findings.forEach(finding -> text.append(row(finding)));
      text.append("\n## What the rules mean\n");
      rules().forEach(rule -> text.append(meaning(rule)));
    }
    return text.toString();
  }

  private String row(Finding finding) {
    Optional<String> waiver = finding.waiver();
    return "| "
        + severity(finding)
        + waiver.map(reason -> ", waived").orElse("")
        + " | "
        + code(finding.rule().id())
        + " | "
        + code(place(finding))
        + " | "
        + MarkdownText.of(finding.message())
        + waiver.map(reason -> " Waived: " + MarkdownText.of(reason)).orElse("")
        + " |\n";
  }

  private static String meaning(Rule rule) {
    String source = rule.source().isEmpty() ? "" : " (" + rule.source() + ")";
    return "- "
        + code(rule.id())
        + ": "
        + MarkdownText.of(
            String.join(" ", rule.title() + '.', rule.why(), rule.action()).strip() + source)
        + "\n";
  }

  private static String code(String text) {
    return '`' + text.replace('`', '\'') + '`';
  }
}
