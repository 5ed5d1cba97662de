package io.github.consent4j.gate.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Collection;

/**
 * A quick test that rules out that any of several texts occurs in another text. It looks at every
 * few bytes only. Immutable and thread-safe.
 */
public final class GramFilter {

  /** How many bytes are looked at together. */
  public static final int GRAM = 4;

  public static final int MAXIMUM_STRIDE = 8;

  private static final int MINIMUM_BITS = 15;
  private static final int MAXIMUM_BITS = 22;

  /** How many bits there are for each that is set. */
  private static final int SPARSE = 256;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Hashes of what stands at the first places of every text, as bits. */
  private final long[] starts;

  private final int startShift;

  /** How far apart the places are that need to be looked at; 0 if all do. */
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
   * Goes over what cannot be part of one of the texts.
   *
   * @return a place at or before the beginning of the next one, and before the last few bytes
   */
  public int skip(byte[] bytes, int from, int to) {
    return stride == 0 ? from : Math.max(from, firstHit(bytes, from, to) - stride + 1);
  }

  /** Whether one of the texts may stand within these bytes. */
  public boolean mayBeIn(byte[] bytes, int from, int to) {
    return stride == 0 || firstHit(bytes, from, to) + GRAM <= to;
  }

  /** The first place looked at that may be in a text, or one from which on nothing is looked at. */
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

  /** 1 if what stands at a place may be in a text, else 0. */
  private long hits(byte[] bytes, int place) {
    int hash = hash(bytes, place);
    return starts[hash >>> 6 & starts.length - 1] >>> hash & 1;
  }
}
