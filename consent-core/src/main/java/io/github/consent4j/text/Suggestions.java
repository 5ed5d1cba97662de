package io.github.consent4j.text;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Suggestions for messages: what the author of a file probably meant. Thread-safe. */
public final class Suggestions {

  /** The most words that a message names one by one. */
  private static final int MOST = 40;

  /** The most words that a message names as examples of more. */
  private static final int EXAMPLES = 12;

  private Suggestions() {}

  /** Suggests the known word that is most like the given one, if one is similar enough. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return nearestWord(word, known).map(candidate -> "; did you mean '" + candidate + "'?");
  }

  /** Returns the known word that is most like the given one, if one is similar enough. */
  public static Optional<String> nearestWord(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> isSimilar(word, candidate))
        .min((a, b) -> distance(word, a) - distance(word, b));
  }

  private static boolean isSimilar(String word, String candidate) {
    int most = Math.max(1, candidate.length() / 3);
    return Math.abs(word.length() - candidate.length()) <= most
        && distance(word, candidate) <= most;
  }

  /**
   * Suggests the known word that is most like the given one, or else names all of them. Of many, it
   * names some that begin alike.
   */
  public static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known)
        .orElseGet(() -> known.isEmpty() ? "" : "; known are " + list(word, known));
  }

  private static String list(String word, Collection<String> known) {
    List<String> sorted = known.stream().sorted().toList();
    if (sorted.size() <= MOST) {
      return String.join(", ", sorted);
    }
    String start = word.isEmpty() ? "" : word.substring(0, 1);
    List<String> alike =
        sorted.stream().filter(each -> each.startsWith(start)).limit(EXAMPLES).toList();
    List<String> some = alike.isEmpty() ? sorted.stream().limit(EXAMPLES).toList() : alike;
    return String.join(", ", some) + " and " + (sorted.size() - some.size()) + " more";
  }

  /** Explains how a list is written, if a text looks like one. */
  public static String listHint(String text) {
    return text.matches(".*[\\s,].*") ? "; a list stands in brackets, as in [a, b]" : "";
  }

  /**
   * Returns the number of letters to insert, delete, replace or swap to turn one word into the
   * other.
   */
  public static int distance(String a, String b) {
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
