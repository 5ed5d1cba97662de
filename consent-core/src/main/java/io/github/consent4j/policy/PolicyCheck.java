package io.github.consent4j.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a configuration file found. Immutable and thread-safe.
 *
 * @param policy the policy; empty if and only if there is an error among the problems
 * @param problems errors and warnings, in the order of the file; empty if the file is clean
 * @param notes what an auditor would like to know, in the order of the file
 * @param waived warnings and notes that the operator accepts, in the order of the file
 */
public record PolicyCheck(
    Optional<Policy> policy, List<Problem> problems, List<Problem> notes, List<Waived> waived) {

  /**
   * A warning or note that the operator accepts.
   *
   * @param problem what is accepted
   * @param reason why, in the words of the file
   */
  public record Waived(Problem problem, String reason) {}

  public PolicyCheck {
    problems = Problem.sorted(problems).toList();
    notes = Problem.sorted(notes).toList();
    waived = waived.stream().sorted(Comparator.comparing(Waived::problem, Problem.ORDER)).toList();
  }

  /** Makes the result of a check without notes and waivers. */
  public PolicyCheck(Optional<Policy> policy, List<Problem> problems) {
    this(policy, problems, List.of(), List.of());
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
