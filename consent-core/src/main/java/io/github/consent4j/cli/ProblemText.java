package io.github.consent4j.cli;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.policy.Problem;

/** A problem of a file as compilers print it. */
final class ProblemText {

  private ProblemText() {}

  /** Returns {@code consent.yaml:12:5: error: ...}. */
  static String line(Problem problem) {
    return problem.source()
        + ':'
        + problem.line()
        + ':'
        + problem.column()
        + ": "
        + level(problem)
        + ": "
        + problem.message();
  }

  /** Returns {@code error}, {@code warning} or {@code note}. */
  static String level(Problem problem) {
    return EnumName.of(problem.severity());
  }
}
