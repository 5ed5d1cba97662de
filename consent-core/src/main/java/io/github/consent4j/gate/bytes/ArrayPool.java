package io.github.consent4j.gate.bytes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that one gate has used and that another one may reuse. It keeps only a few. Thread-safe.
 */
public final class ArrayPool {

  private static final int KEPT = 16;
  private static final int LARGEST = 128 * 1024;

  private final AtomicReferenceArray<byte @Nullable []> kept = new AtomicReferenceArray<>(KEPT);

  /** Returns an array of at least this length, with arbitrary content. */
  public byte[] take(int length) {
    for (int i = 0; i < KEPT; i++) {
      byte[] array = kept.get(i);
      if (array != null && array.length >= length && kept.compareAndSet(i, array, null)) {
        return array;
      }
    }
    return new byte[length];
  }

  /** Returns an array to the pool. The caller must not use it any more. */
  public void giveBack(byte[] array) {
    for (int i = 0; i < KEPT && array.length > 0 && array.length <= LARGEST; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, array)) {
        return;
      }
    }
  }
}
