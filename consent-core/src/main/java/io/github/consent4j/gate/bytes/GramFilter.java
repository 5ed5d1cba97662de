package io.github.consent4j.gate.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Collection;

/**
 * A fast test whether any of several texts may occur in another text. A negative result is certain.
 * It reads only some of the bytes. Immutable and thread-safe.
 */
public final class GramFilter {

  /** The number of bytes that are read together. */
  public static final int GRAM = 4;

  public static final int MAXIMUM_STRIDE = 8;

  private static final int MINIMUM_BITS = 15;
  private static final int MAXIMUM_BITS = 22;

  /** The number of bits for each bit that is set. */
  private static final int SPARSE = 256;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** A bit for the hash of each group of bytes at the first places of every text. */
  private final long[] starts;

  private final int startShift;

  /** The distance between the places that need to be read; 0 if all need to be. */
  private final int stride;

  public GramFilter(Collection<byte[]> texts) {
    int shortest = texts.stream().mapToInt(text -> text.length).min().orElse(0);
    stride = Math.max(0, Math.min(shortest - GRAM + 1, MAXIMUM_STRIDE));
    int bits =
        Integer.SIZE - Integer.numberOfLeadingZeros(SPARSE * Math.max(1, stride * texts.size()));
    startShift = Integer.SIZE - Math.max(MINIMUM_BITS, Math.min(bits, MAXIMUM_BITS));
    starts = new long[1 << (Integer.SIZE - startShift - 6)];
    texts.forEach(this::addStarts);
  }

  private void addStarts(byte[] text) {
    for (int i = 0; i < stride; i++) {
      int hash = hash(text, i);
      starts[hash >>> 6] |= 1L << hash;
    }
  }

  private int hash(byte[] bytes, int place) {
    return ((int) INTS.get(bytes, place) * 0x9E3779B1) >>> startShift;
  }

  /**
   * Skips bytes that cannot be part of one of the texts.
   *
   * @return a place at or before the beginning of the next possible text, and before the last few
   *     bytes
   */
  public int skip(byte[] bytes, int from, int to) {
    return stride == 0 ? from : Math.max(from, firstHit(bytes, from, to) - stride + 1);
  }

  /** Returns whether one of the texts may occur in these bytes. */
  public boolean mayBeIn(byte[] bytes, int from, int to) {
    return stride == 0 || firstHit(bytes, from, to) + GRAM <= to;
  }

  /**
   * Returns the first place that may be part of a text, or the place where the reading has ended.
   */
  private int firstHit(byte[] bytes, int from, int to) {
    int p = from + stride - 1;
    int last = to - GRAM;
    while (p + stride <= last && (hits(bytes, p) | hits(bytes, p + stride)) == 0) {
      p += 2 * stride;
    }
    while (p <= last && hits(bytes, p) == 0) {
      p += stride;
    }
    return p;
  }

  /** Returns 1 if the bytes at a place may be part of a text, or else 0. */
  private long hits(byte[] bytes, int place) {
    int hash = hash(bytes, place);
    return starts[hash >>> 6 & starts.length - 1] >>> hash & 1;
  }
}
