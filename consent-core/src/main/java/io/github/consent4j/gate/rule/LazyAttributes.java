package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import java.util.List;

/**
 * Attributes of lazy loaders that a site has named, beside those in {@link AttributeName}.
 * Immutable and thread-safe.
 */
public final class LazyAttributes {

  private final byte[][] names;

  /** Lengths of the names, as bits. */
  private final long lengths;

  /** First letters of the names, as bits. */
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

  /** Whether the name that stands here is one of them. */
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
