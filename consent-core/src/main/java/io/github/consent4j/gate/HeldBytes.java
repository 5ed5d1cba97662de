package io.github.consent4j.gate;

import java.util.Arrays;

/** Bytes that are kept from one call to the next. */
final class HeldBytes {

  private static final byte[] NONE = {};

  private static final int FIRST_SIZE = 512;

  byte[] array = NONE;
  int length;

  void append(byte[] bytes, int from, int to) {
    int n = to - from;
    if (length + n > array.length) {
      array = Arrays.copyOf(array, Math.max(FIRST_SIZE, Math.max(length + n, 2 * array.length)));
    }
    System.arraycopy(bytes, from, array, length, n);
    length += n;
  }

  void clear() {
    length = 0;
  }
}
