package io.github.consent4j.policy;

/**
 * A glob over names of cookies and storage keys, file names and URL paths: {@code *} stands for any
 * run of characters, {@code ?} for exactly one. Matching is case-sensitive and takes time
 * proportional to pattern length times text length at the very most. Immutable and thread-safe.
 *
 * @param glob the pattern as it was written; never blank
 */
public record NamePattern(String glob) {

  public NamePattern {
    if (glob.isBlank()) {
      throw new IllegalArgumentException("A name pattern must not be blank");
    }
  }

  /** Whether the pattern has no wildcard, so that it is a plain name. */
  public boolean isLiteral() {
    return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
  }

  /** The characters before the first wildcard, with which every text begins that matches. */
  public String start() {
    int end = 0;
    while (end < glob.length() && glob.charAt(end) != '*' && glob.charAt(end) != '?') {
      end++;
    }
    return glob.substring(0, end);
  }

  /** Whether every text matches that begins so: a star at the end is the only wildcard. */
  public boolean isPrefix() {
    return start().length() == glob.length() - 1 && glob.endsWith("*");
  }

  /** Whether the whole text matches. */
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
        // only the latest star is ever widened: no exponential backtracking
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
   * Whether everything that another pattern matches is matched by this one. Finds that where a
   * wildcard of the other pattern stands at a place where this one has one.
   */
  public boolean covers(NamePattern other) {
    // a wildcard, as a character, is matched by wildcards alone
    return glob.equals(other.glob) || (matches(other.glob) && !coversByLetter(other));
  }

  /** Whether a run of characters in the other pattern stands where one character is meant here. */
  private boolean coversByLetter(NamePattern other) {
    return other.glob.indexOf('*') >= 0 && !matches(other.glob.replace("*", ""));
  }

  /** Whether there is a text that both patterns match. */
  public boolean meets(NamePattern other) {
    String theirs = other.glob;
    // reachable[j]: what is read of this pattern may meet the first j characters of the other one
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

  @Override
  public String toString() {
    return glob;
  }
}
