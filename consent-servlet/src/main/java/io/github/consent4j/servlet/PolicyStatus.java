package io.github.consent4j.servlet;

import java.time.Instant;
import java.util.List;

/**
 * The policy that a filter enforces, and the result of the latest attempt to replace it. Immutable.
 *
 * @param source where the policy stands, such as {@code classpath:consent.yaml}; {@code code} for
 *     one that was made in code
 * @param revision revision of the policy, which changes with what visitors are asked again
 * @param since when the filter began to enforce it
 * @param problems why the latest attempt has failed, so that the earlier policy is still enforced;
 *     empty if the policy in the file is the one that is enforced
 */
public record PolicyStatus(String source, String revision, Instant since, List<String> problems) {

  /** Copies the list. */
  public PolicyStatus {
    problems = List.copyOf(problems);
  }
}
