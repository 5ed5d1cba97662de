package io.github.consent4j.spring;

/** How much two words differ. */
final class EditDistance {

  private EditDistance() {}

  /** Returns how many letters to insert, delete, replace or swap to turn a word into another. */
  static int of(String word, String other) {
    int[][] steps = new int[word.length() + 1][other.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : least(steps, word, other, i, j);
      }
    }
    return steps[word.length()][other.length()];
  }

  private static int least(int[][] steps, String word, String other, int i, int j) {
    char last = word.charAt(i - 1);
    char otherLast = other.charAt(j - 1);
    int replaced = steps[i - 1][j - 1] + (last == otherLast ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    return i > 1 && j > 1 && last == other.charAt(j - 2) && otherLast == word.charAt(i - 2)
        ? Math.min(least, 1 + steps[i - 2][j - 2])
        : least;
  }
}
