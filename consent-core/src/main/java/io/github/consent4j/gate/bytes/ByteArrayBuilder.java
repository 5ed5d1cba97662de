package io.github.consent4j.gate.bytes;

/** Bytes that are kept from one call to the next. */
public final class ByteArrayBuilder implements AutoCloseable {

  private static final byte[] NONE = {};

  private static final int FIRST_SIZE = 1024;

  private final ArrayPool arrays;

  public byte[] array = NONE;
  public int length;

  public ByteArrayBuilder(ArrayPool arrays) {
    this.arrays = arrays;
  }

  public void append(byte[] bytes, int from, int to) {
    int n = to - from;
    if (length + n > array.length) {
      grow(Math.max(FIRST_SIZE, Math.max(length + n, 2 * array.length)));
    }
    System.arraycopy(bytes, from, array, length, n);
    length += n;
  }

  public void append(byte b) {
    if (length == array.length) {
      grow(Math.max(FIRST_SIZE, 2 * length));
    }
    array[length++] = b;
  }

  private void grow(int size) {
    byte[] larger = arrays.take(size);
    System.arraycopy(array, 0, larger, 0, length);
    arrays.giveBack(array);
    array = larger;
  }

  public void clear() {
    length = 0;
  }

  /** Discards the content and returns the memory to the pool. */
  @Override
  public void close() {
    arrays.giveBack(array);
    array = NONE;
    length = 0;
  }
}
