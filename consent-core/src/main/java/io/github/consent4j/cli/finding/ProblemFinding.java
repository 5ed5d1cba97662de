package io.github.consent4j.cli.finding;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Place;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.policy.Problem;
import java.util.Locale;
import java.util.Optional;

/** Problems of a policy file as findings. */
public final class ProblemFinding {

  private ProblemFinding() {}

  /** Returns a problem as a finding. The rules of the reader have a name and nothing else. */
  public static Finding of(Problem problem) {
    String words = problem.rule().replace('-', ' ');
    Rule rule =
        new Rule(
            problem.rule(),
            problem.isError() ? Severity.ERROR : Severity.WARNING,
            words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
            "",
            "",
            "");
    return new Finding(
        rule,
        problem.message(),
        problem.message(),
        Optional.of(new Place(problem.source(), problem.line(), problem.column())),
        Optional.empty());
  }
}
