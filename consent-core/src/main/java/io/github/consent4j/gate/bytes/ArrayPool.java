package io.github.consent4j.gate.bytes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that one gate has used and another one may use again. It keeps only a few. Thread-safe.
 */
public final class ArrayPool {

  private static final int KEPT = 16;
  private static final int LARGEST = 128 * 1024;

  private final AtomicReferenceArray<byte @Nullable []> kept = new AtomicReferenceArray<>(KEPT);

  /** An array of at least this length, with anything in it. */
  public byte[] take(int length) {
    for (int i = 0; i < KEPT; i++) {
      byte[] array = kept.get(i);
      if (array != null && array.length >= length && kept.compareAndSet(i, array, null)) {
        return array;
      }
    }
    return new byte[length];
  }

  /** Takes an array back that nobody uses any more. */
  public void giveBack(byte[] array) {
    for (int i = 0; i < KEPT && array.length > 0 && array.length <= LARGEST; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, array)) {
        return;
      }
    }
  }
}
