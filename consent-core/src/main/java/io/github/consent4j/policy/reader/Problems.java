package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.Problem.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the problems of a file and of the files that it includes. Not thread-safe. */
final class Problems {

  /** The rule of a value that is none of the values that are possible. */
  static final String INVALID_VALUE = "invalid-value";

  private final Set<Problem> found = new LinkedHashSet<>();
  private int errors;

  /** Adds an error about a value. */
  void add(Node where, String message) {
    add(where, INVALID_VALUE, message);
  }

  /** Adds an error. */
  void add(Node where, String rule, String message) {
    if (found.add(problem(where, Severity.ERROR, rule, message))) {
      errors++;
    }
  }

  /**
   * Adds the problems of one of several sites. What is known already is not repeated.
   *
   * @param item the site's own lines
   */
  void addOf(String site, Node item, Problems others) {
    for (Problem problem : others.found) {
      boolean isOwn =
          problem.source().equals(item.getStartMark().getName())
              && problem.line() > item.getStartMark().getLine()
              && problem.line() <= item.getEndMark().getLine() + 1;
      boolean isNew =
          !found.contains(problem)
              && found.add(
                  isOwn
                      ? problem
                      : new Problem(
                          problem.source(),
                          problem.line(),
                          problem.column(),
                          problem.severity(),
                          problem.rule(),
                          problem.message() + " (for the site '" + site + "')"));
      errors += isNew && problem.isError() ? 1 : 0;
    }
  }

  /** Adds a warning. */
  void warn(Node where, String rule, String message) {
    found.add(problem(where, Severity.WARNING, rule, message));
  }

  private Problem problem(Node node, Severity severity, String rule, String message) {
    Mark where = node.getStartMark();
    return new Problem(
        where.getName(), where.getLine() + 1, where.getColumn() + 1, severity, rule, message);
  }

  /** Returns the number of errors. */
  int count() {
    return errors;
  }

  /** Returns errors and warnings. */
  List<Problem> all() {
    return List.copyOf(found);
  }

  void throwIfAny() {
    if (errors > 0) {
      throw new PolicyException(found.stream().filter(Problem::isError).toList());
    }
  }
}
