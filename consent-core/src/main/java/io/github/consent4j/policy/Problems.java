package io.github.consent4j.policy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file. Not thread-safe. */
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

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new PolicyException(List.copyOf(found));
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

  /** A hint at how a list is written, for what looks like one. */
  static String listHint(String text) {
    return text.matches(".*[\\s,].*") ? "; a list stands in brackets, as in [a, b]" : "";
  }

  /** Number of letters to insert, delete, replace or swap to get from one word to the other. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    char last = a.charAt(i - 1);
    char other = b.charAt(j - 1);
    int replaced = rows[i - 1][j - 1] + (last == other ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped = i > 1 && j > 1 && last == b.charAt(j - 2) && other == a.charAt(i - 2);
    return swapped ? Math.min(least, 1 + rows[i - 2][j - 2]) : least;
  }
}
