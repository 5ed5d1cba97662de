package io.github.consent4j.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file. Not thread-safe. */
final class Problems {

  private final String source;
  private final List<Problem> found = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  void add(Node where, String message) {
    add(where.getStartMark(), message);
  }

  void add(Mark where, String message) {
    found.add(new Problem(source, where.getLine() + 1, where.getColumn() + 1, message));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new PolicyException(found);
    }
  }

  /** A hint at the known word that is most like the given one, if one is near. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min((a, b) -> distance(word, a) - distance(word, b))
        .map(candidate -> "; did you mean '" + candidate + "'?");
  }

  /** A hint at the known word that is most like the given one; else at all of them. */
  static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known)
        .orElseGet(
            () ->
                known.isEmpty()
                    ? ""
                    : "; known are " + String.join(", ", known.stream().sorted().toList()));
  }

  /** Number of letters to insert, delete or replace to get from one word to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
