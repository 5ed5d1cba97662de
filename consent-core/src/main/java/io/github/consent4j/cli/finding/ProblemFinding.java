package io.github.consent4j.cli.finding;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Rules;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a check of a policy file found, as findings. */
public final class ProblemFinding {

  private ProblemFinding() {}

  /** Returns problems, notes, and what is waived. */
  public static List<Finding> of(PolicyCheck check) {
    List<Finding> all = new ArrayList<>();
    check.problems().forEach(problem -> all.add(of(problem)));
    check.notes().forEach(note -> all.add(of(note)));
    check.waived().forEach(waived -> all.add(of(waived.problem()).waived(waived.reason())));
    return all;
  }

  private static Finding of(Problem problem) {
    return new Finding(rule(problem), problem.message(), problem.message()).at(problem.place());
  }

  private static Rule rule(Problem problem) {
    String id = problem.rule();
    return Rules.of(id)
        .orElseGet(() -> new Rule(id, Severity.valueOf(problem.severity().name()), id, "", "", ""));
  }
}
