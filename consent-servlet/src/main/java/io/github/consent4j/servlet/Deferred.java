package io.github.consent4j.servlet;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, when it is first needed. A failure is not kept. Thread-safe.
 *
 * @param <T> type of the value
 */
final class Deferred<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable T made;

  Deferred(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Returns a value that is made already. */
  static <T> Deferred<T> of(T value) {
    Deferred<T> made = new Deferred<>(() -> value);
    made.made = value;
    return made;
  }

  boolean isMade() {
    return made != null;
  }

  @Override
  public T get() {
    T ready = made;
    if (ready != null) {
      return ready;
    }
    lock.lock();
    try {
      ready = made;
      if (ready == null) {
        ready = maker.get();
        made = ready;
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }
}
