package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/**
 * Numbers for the names of elements and attributes. Letters of either case have the same number.
 * The number of a name of up to eight bytes is made of its bytes, so that equal numbers mean equal
 * names if both consist of letters. A longer name is hashed to a number that no short name has.
 */
public final class NameHash {

  private static final int PACKED = 8;
  private static final long LOWER_CASE = 0x2020202020202020L;

  private NameHash() {}

  public static long of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > PACKED) {
      return hash(bytes, from, to);
    }
    if (from + PACKED <= bytes.length) {
      return length == 0 ? 0 : (Scan.word(bytes, from) | LOWER_CASE) & -1L >>> (64 - 8 * length);
    }
    long packed = 0;
    for (int p = to - 1; p >= from; p--) {
      packed = packed << 8 | (bytes[p] & 0xff) | 0x20;
    }
    return packed;
  }

  /**
   * Returns the number of a name at the beginning of a word.
   *
   * @param ends the highest bit of the byte behind the name, perhaps with bits above it
   */
  static long ofWord(long word, long ends) {
    return (word | LOWER_CASE) & ((ends & -ends) >>> 7) - 1;
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int p = from; p < to; p++) {
      hash = Long.rotateLeft(hash, 5) ^ (bytes[p] | 0x20);
    }
    return hash << 8;
  }
}
