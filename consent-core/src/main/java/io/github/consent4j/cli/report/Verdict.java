package io.github.consent4j.cli.report;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit comes to in one sentence. Findings that the operator has waived do not count.
 * Immutable.
 */
record Verdict(ReportTexts texts, List<Finding> findings) {

  /** The errors that each part of the sentence tells of, in its order. */
  private static final Map<String, Set<String>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("before", Set.of("set-before-consent", "contacted-before-consent"));
    PARTS.put("refused", Set.of("set-after-reject", "contacted-after-reject", "cookie-wall"));
    PARTS.put(
        "withdrawn",
        Set.of(
            "left-after-withdrawal",
            "contacted-after-withdrawal",
            "no-withdrawal",
            "no-withdraw-entry"));
    PARTS.put(
        "asked",
        Set.of(
            "no-reject",
            "no-reject-first-layer",
            "more-clicks-to-reject",
            "answer-out-of-view",
            "link-instead-of-button",
            "unreadable-answer",
            "pre-ticked",
            "legitimate-interest-toggle",
            "accept-on-close",
            "scroll-is-consent",
            "consent-by-timeout"));
  }

  static Verdict of(ReportTexts texts, Audit audit) {
    return new Verdict(
        texts, audit.findings().stream().filter(finding -> finding.waiver().isEmpty()).toList());
  }

  long count(Severity severity) {
    return findings.stream().filter(finding -> finding.rule().severity() == severity).count();
  }

  String sentence() {
    if (count(Severity.ERROR) > 0) {
      return texts.of("verdict.errors", texts.list(wrongs()));
    }
    long doubts = count(Severity.WARNING);
    return doubts > 0 ? texts.count("verdict.warnings", doubts) : texts.of("verdict.clean");
  }

  private List<String> wrongs() {
    List<String> wrongs = new ArrayList<>();
    Set<String> told = new HashSet<>();
    PARTS.forEach(
        (part, rules) -> {
          told.addAll(rules);
          if (isBroken(rules)) {
            wrongs.add(texts.of("verdict." + part));
          }
        });
    if (findings.stream()
        .anyMatch(
            finding ->
                finding.rule().severity() == Severity.ERROR
                    && !told.contains(finding.rule().id()))) {
      wrongs.add(texts.of("verdict.other"));
    }
    return wrongs;
  }

  private boolean isBroken(Set<String> rules) {
    return findings.stream()
        .anyMatch(
            finding ->
                finding.rule().severity() == Severity.ERROR && rules.contains(finding.rule().id()));
  }
}
