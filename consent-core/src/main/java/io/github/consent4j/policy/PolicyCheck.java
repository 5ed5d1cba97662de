package io.github.consent4j.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a check of a configuration file found. Immutable and thread-safe.
 *
 * @param policy the policy; empty if and only if there is an error among the problems
 * @param problems errors and warnings, in the order of the file; empty if the file is clean
 */
public record PolicyCheck(Optional<Policy> policy, List<Problem> problems) {

  public PolicyCheck {
    problems = Problem.sorted(problems).toList();
  }

  /**
   * Returns the policy.
   *
   * @throws PolicyException if there is an error; lists the errors
   */
  public Policy requirePolicy() {
    return policy.orElseThrow(
        () -> new PolicyException(problems.stream().filter(Problem::isError).toList()));
  }

  /** Returns the problems with which the file can be used, in the order of the file. */
  public List<Problem> warnings() {
    return problems.stream().filter(problem -> !problem.isError()).toList();
  }
}
