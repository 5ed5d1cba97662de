package io.github.consent4j.audit.rule;

import io.github.consent4j.policy.Problem;
import java.util.Optional;

/**
 * Something that breaks a rule. Immutable and thread-safe.
 *
 * @param rule the rule that is broken
 * @param subject what breaks it, such as the identifier of a service or the name of a cookie; it
 *     stays the same from run to run
 * @param message what is wrong, what was expected and what to do, on one line
 * @param place where the subject is declared; empty if it is declared nowhere
 * @param waiver why the operator accepts it; empty if nobody does
 */
public record Finding(
    Rule rule, String subject, String message, Optional<Problem.Place> place, Optional<String> waiver) {

  /** Makes a finding that has no place and that nobody has waived. */
  public Finding(Rule rule, String subject, String message) {
    this(rule, subject, message, Optional.empty(), Optional.empty());
  }

  /** Returns the finding at a place. */
  public Finding at(Problem.Place place) {
    return new Finding(rule, subject, message, Optional.of(place), waiver);
  }

  /**
   * Returns the finding with the operator's reason to accept it.
   *
   * @throws IllegalStateException if the rule is an error, which nobody can waive
   */
  public Finding waived(String reason) {
    if (rule.severity() == Severity.ERROR) {
      throw new IllegalStateException("'" + rule + "' is an error, which cannot be waived");
    }
    return new Finding(rule, subject, message, place, Optional.of(reason));
  }
}
