package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the errors of one file. Not thread-safe. */
final class Problems {

  private final String source;
  private final Set<Problem> found = new LinkedHashSet<>();

  Problems(String source) {
    this.source = source;
  }

  void add(Node where, String message) {
    add(where.getStartMark(), message);
  }

  void add(Mark where, String message) {
    found.add(new Problem(source, where.getLine() + 1, where.getColumn() + 1, message));
  }

  /**
   * Adds the problems of one of several sites. What is known already is not repeated.
   *
   * @param item the site's own lines
   */
  void addOf(String site, Node item, Problems others) {
    for (Problem problem : others.found) {
      boolean isOwn =
          problem.line() > item.getStartMark().getLine()
              && problem.line() <= item.getEndMark().getLine() + 1;
      if (!found.contains(problem)) {
        found.add(
            isOwn
                ? problem
                : new Problem(
                    problem.source(),
                    problem.line(),
                    problem.column(),
                    problem.message() + " (for the site '" + site + "')"));
      }
    }
  }

  /** Returns an empty collection for the same file. */
  Problems another() {
    return new Problems(source);
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new PolicyException(List.copyOf(found));
    }
  }
}
