package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import java.util.List;

/**
 * The attributes of lazy loaders that a site has configured, in addition to those in {@link
 * AttributeName}. Immutable and thread-safe.
 */
public final class LazyAttributes {

  private final byte[][] names;

  /** The lengths of the names, as bits. */
  private final long lengths;

  /** The first letters of the names, as bits. */
  private final int firstLetters;

  /**
   * @param names in lower case, not empty
   */
  LazyAttributes(List<String> names) {
    this.names = names.stream().map(Scan::ascii).toArray(byte[][]::new);
    lengths = names.stream().mapToLong(name -> 1L << name.length()).reduce(0, (a, b) -> a | b);
    firstLetters =
        names.stream().mapToInt(name -> 1 << (name.charAt(0) & 31)).reduce(0, (a, b) -> a | b);
  }

  public int firstLetters() {
    return firstLetters;
  }

  /** Returns whether the name in these bytes is one of them. */
  public boolean has(byte[] bytes, int from, int to) {
    if ((lengths >>> (to - from) & 1) == 0) {
      return false;
    }
    for (byte[] name : names) {
      if (Scan.isIgnoringCase(bytes, from, to, name)) {
        return true;
      }
    }
    return false;
  }
}
