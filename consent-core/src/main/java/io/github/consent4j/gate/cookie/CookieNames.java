package io.github.consent4j.gate.cookie;

import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a name that stands somewhere in a text, without copying it. Filled once,
 * read by many threads.
 */
final class CookieNames {

  private final String[] names;
  private final CookieDeclarations[] claims;
  private final int mask;

  /**
   * @param size how many names there will be at most
   */
  CookieNames(int size) {
    int capacity = Integer.highestOneBit(Math.max(1, size)) << 2;
    names = new String[capacity];
    claims = new CookieDeclarations[capacity];
    mask = capacity - 1;
  }

  void put(String name, CookieDeclarations found) {
    int at = name.hashCode() & mask;
    while (claims[at] != null && !names[at].equals(name)) {
      at = at + 1 & mask;
    }
    names[at] = name;
    claims[at] = found;
  }

  @Nullable CookieDeclarations get(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int at = hash & mask;
    while (claims[at] != null) {
      if (names[at].length() == end - start && text.startsWith(names[at], start)) {
        return claims[at];
      }
      at = at + 1 & mask;
    }
    return null;
  }
}
