package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the errors of a file and of the files that it includes. Not thread-safe. */
final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();

  void add(Node where, String message) {
    add(where.getStartMark(), message);
  }

  void add(Mark where, String message) {
    found.add(new Problem(where.getName(), where.getLine() + 1, where.getColumn() + 1, message));
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
