package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The attributes of lazy loaders that a site has configured, in addition to those in {@link
 * AttributeName}. Immutable and thread-safe.
 */
public final class LazyAttributes {

  /** The number of names up to which they are compared one by one. */
  private static final int FEW = 8;

  private final byte[][] names;
  private final ByteKeys<byte[]> many;

  /** The lengths of the names, as bits. */
  private final long lengths;

  /** The first letters of the names, as bits. */
  private final int firstLetters;

  /**
   * @param names in lower case, not empty
   */
  LazyAttributes(List<String> names) {
    this.names = names.stream().map(Scan::ascii).toArray(byte[][]::new);
    many =
        new ByteKeys<>(
            names.stream().distinct().collect(Collectors.toMap(name -> name, Scan::ascii)));
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
    if (names.length > FEW) {
      return isOneOfMany(bytes, from, to);
    }
    for (byte[] name : names) {
      if (Scan.isIgnoringCase(bytes, from, to, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOneOfMany(byte[] bytes, int from, int to) {
    for (int p = from; p < to; p++) {
      if (bytes[p] >= 'A' && bytes[p] <= 'Z') {
        byte[] lower =
            new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.ISO_8859_1);
        return many.get(lower, 0, lower.length, ByteKeys.hash(lower, 0, lower.length)) != null;
      }
    }
    return many.get(bytes, from, to, ByteKeys.hash(bytes, from, to)) != null;
  }
}
