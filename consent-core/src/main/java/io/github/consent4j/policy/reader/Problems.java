package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the problems of a file and of the files that it includes. Not thread-safe. */
final class Problems {

  /** The number of errors after which the rest of a file is not worth telling. */
  private static final int MOST = 500;

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Node> explained = new HashSet<>();
  private final Map<Missing, Problem> missing = new HashMap<>();
  private final Set<Missing> meant = new HashSet<>();
  private int errors;

  /** A key that a mapping needs. */
  private record Missing(Node mapping, String key) {}

  /** Adds an error about a value. */
  void add(Node where, String message) {
    add(where, FileRules.INVALID_VALUE, message);
  }

  /** Adds what breaks a rule. The rule says how severe that is. */
  void add(Node where, Rule rule, String message) {
    boolean isError = rule.severity() == Severity.ERROR;
    if (isError
        && (errors >= MOST || (rule == FileRules.INVALID_VALUE && explained.contains(where)))) {
      return;
    }
    if (found.add(problem(where, rule, message)) && isError) {
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

  /** Adds an error that names the cause, so that later ones about the same value are left out. */
  void explain(Node where, Rule rule, String message) {
    add(where, rule, message);
    explained.add(where);
  }

  /**
   * Adds an error about a key that a mapping needs, unless another key is known to be a misspelling
   * of it.
   */
  void addMissing(Node mapping, String key, Node where, String message) {
    Missing each = new Missing(mapping, key);
    if (!meant.contains(each)) {
      int before = errors;
      add(where, FileRules.MISSING_KEY, message);
      if (errors > before) {
        missing.put(each, problem(where, FileRules.MISSING_KEY, message));
      }
    }
  }

  /**
   * Adds an error about an unknown key of a mapping.
   *
   * @param instead the key that it is a misspelling of; empty if none is similar
   */
  void addUnknown(Node mapping, Node where, Optional<String> instead, String message) {
    add(where, FileRules.UNKNOWN_KEY, message);
    instead.ifPresent(
        key -> {
          meant.add(new Missing(mapping, key));
          Problem told = missing.remove(new Missing(mapping, key));
          if (told != null && found.remove(told)) {
            errors--;
          }
        });
  }

  private static Problem problem(Node node, Rule rule, String message) {
    Problem.Place where = Nodes.placeOf(node);
    return new Problem(
        where.file(),
        where.line(),
        where.column(),
        Problem.Severity.valueOf(rule.severity().name()),
        rule.id(),
        message);
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
