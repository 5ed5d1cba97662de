package io.github.consent4j.policy;

/**
 * A glob over names of cookies and storage keys, file names and URL paths: {@code *} matches any
 * number of characters, {@code ?} exactly one. Matching is case-sensitive. It takes at most time
 * proportional to the product of both lengths. Immutable and thread-safe.
 *
 * @param glob the pattern as it was written; never blank
 */
public record NamePattern(String glob) {

  public NamePattern {
    if (glob.isBlank()) {
      throw new IllegalArgumentException("A name pattern must not be blank");
    }
  }

  /** Returns whether the pattern has no wildcard and so is a literal name. */
  public boolean isLiteral() {
    return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
  }

  /** Returns the characters before the first wildcard. Every text that matches begins with them. */
  public String start() {
    int end = 0;
    while (end < glob.length() && glob.charAt(end) != '*' && glob.charAt(end) != '?') {
      end++;
    }
    return glob.substring(0, end);
  }

  /** Returns whether the only wildcard is a star at the end, so that the pattern is a prefix. */
  public boolean isPrefix() {
    return start().length() == glob.length() - 1 && glob.endsWith("*");
  }

  /** Returns whether the pattern matches the whole text. */
  public boolean matches(CharSequence text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        // Only the last star is widened, so that backtracking is not exponential.
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  /**
   * Returns whether this pattern matches everything that another one matches. This is found only if
   * every wildcard of the other pattern stands where this one has a wildcard.
   */
  public boolean covers(NamePattern other) {
    // Read as a character, a wildcard is matched by wildcards alone.
    return glob.equals(other.glob) || (matches(other.glob) && !coversByLetter(other));
  }

  /**
   * Returns whether a star in the other pattern stands where this one matches a single character.
   */
  private boolean coversByLetter(NamePattern other) {
    return other.glob.indexOf('*') >= 0 && !matches(other.glob.replace("*", ""));
  }

  /** Returns whether some text is matched by both patterns. */
  public boolean meets(NamePattern other) {
    String theirs = other.glob;
    if (beginOtherwise(glob, theirs)) {
      return false;
    }
    // reachable[j]: what was read of this pattern can match the same text as the first j characters
    // of the other one
    boolean[] reachable = new boolean[theirs.length() + 1];
    reachable[0] = true;
    for (int j = 1; j <= theirs.length(); j++) {
      reachable[j] = reachable[j - 1] && theirs.charAt(j - 1) == '*';
    }
    for (int i = 1; i <= glob.length(); i++) {
      char own = glob.charAt(i - 1);
      boolean before = reachable[0];
      reachable[0] &= own == '*';
      for (int j = 1; j <= theirs.length(); j++) {
        char their = theirs.charAt(j - 1);
        boolean above = reachable[j];
        boolean run = (own == '*' || their == '*') && (above || reachable[j - 1]);
        reachable[j] = run || (before && (own == their || own == '?' || their == '?'));
        before = above;
      }
    }
    return reachable[theirs.length()];
  }

  /** Returns whether different characters stand before the first star of either. */
  private static boolean beginOtherwise(String one, String other) {
    for (int i = 0; i < one.length() && i < other.length(); i++) {
      char first = one.charAt(i);
      char second = other.charAt(i);
      if (first == '*' || second == '*') {
        return false;
      }
      if (first != second && first != '?' && second != '?') {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return glob;
  }
}
