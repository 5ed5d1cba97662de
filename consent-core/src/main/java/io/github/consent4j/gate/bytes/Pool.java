package io.github.consent4j.gate.bytes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Objects that one gate has used and another may use again. Keeps a few only. Thread-safe. */
public final class Pool<T> {

  private static final int KEPT = 16;

  private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(KEPT);

  /** One of them, for the caller alone; null when there is none. */
  public @Nullable T take() {
    for (int i = 0; i < KEPT; i++) {
      T pooled = kept.get(i);
      if (pooled != null && kept.compareAndSet(i, pooled, null)) {
        return pooled;
      }
    }
    return null;
  }

  /** Takes one that nobody uses any more. */
  public void giveBack(T pooled) {
    for (int i = 0; i < KEPT; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, pooled)) {
        return;
      }
    }
  }
}
