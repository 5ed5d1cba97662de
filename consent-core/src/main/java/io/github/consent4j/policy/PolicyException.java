package io.github.consent4j.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file is invalid. The exception lists all problems of the file. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem[] problems;

  /**
   * Makes an exception whose message has a line for each problem.
   *
   * @param problems the problems, in any order
   */
  public PolicyException(List<Problem> problems) {
    super(Problem.sorted(problems).map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = Problem.sorted(problems).toArray(Problem[]::new);
  }

  /** Returns the problems, in the order of the file; never empty. */
  public List<Problem> problems() {
    return List.of(problems);
  }
}
