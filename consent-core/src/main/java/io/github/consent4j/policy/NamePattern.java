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

  @Override
  public String toString() {
    return glob;
  }
}
