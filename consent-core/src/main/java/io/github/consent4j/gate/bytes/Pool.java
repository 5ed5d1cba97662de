package io.github.consent4j.gate.bytes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects that one gate has used and that another one may reuse. It keeps only a few. Thread-safe.
 */
public final class Pool<T> {

  private static final int KEPT = 16;

  private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(KEPT);

  /** Returns an object for the use of the caller alone, or null if there is none. */
  public @Nullable T take() {
    for (int i = 0; i < KEPT; i++) {
      T pooled = kept.get(i);
      if (pooled != null && kept.compareAndSet(i, pooled, null)) {
        return pooled;
      }
    }
    return null;
  }

  /** Returns an object to the pool. The caller must not use it any more. */
  public void giveBack(T pooled) {
    for (int i = 0; i < KEPT; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, pooled)) {
        return;
      }
    }
  }
}
