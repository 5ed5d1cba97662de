package io.github.consent4j.servlet.wrap;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to use the body of a response, which one call has at a time. Writes wait a short time
 * for each other. An end does not wait for a write, which a slow visitor may delay. It cuts the
 * body there, and does not free what the write uses. Thread-safe.
 */
final class Turn {

  private static final long PATIENCE_MILLIS = 1000;

  /**
   * The maximum time that closing waits for the call in progress. The response is used for another
   * visitor next, so closing late is better than closing during a call.
   */
  private static final long PATIENCE_AT_THE_END_MILLIS = 5000;

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean brokenOff = new AtomicBoolean();

  /** What the current call does. */
  private enum Purpose {
    ADDS,
    ENDS
  }

  /** Null if no call is in progress, and for a moment after one has begun. */
  private volatile @Nullable Purpose purpose;

  private volatile boolean cut;
  private volatile boolean over;

  private boolean take(Purpose what, boolean patiently) {
    return lock.tryLock() ? begin(what) : patiently && takeWithin(what, PATIENCE_MILLIS);
  }

  private boolean begin(Purpose what) {
    if (purpose != Purpose.ENDS) {
      purpose = what;
    }
    return true;
  }

  private boolean takeWithin(Purpose what, long millis) {
    try {
      return lock.tryLock(millis, TimeUnit.MILLISECONDS) && begin(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Begins a call that adds to the body. */
  void enter() throws IOException {
    if (!take(Purpose.ADDS, true)) {
      throw new IOException("Another thread is writing the response");
    }
    if (over || cut) {
      leave();
      throw new IOException("The response has ended");
    }
  }

  /**
   * Begins a call that can be left out if another call is in progress, or if the body has ended.
   *
   * @param patiently whether to wait a short time
   */
  boolean enterIfFree(boolean patiently) {
    if (!take(Purpose.ADDS, patiently)) {
      return false;
    }
    if (over || cut) {
      leave();
      return false;
    }
    return true;
  }

  /**
   * Begins a call that ends the body. If a write is in progress, the body is cut. If another end is
   * in progress, that one ends the body. A closed body has ended.
   *
   * @param patiently whether to wait a short time
   */
  boolean enterToEnd(boolean patiently) {
    boolean taken = take(Purpose.ENDS, patiently);
    while (!taken) {
      Purpose other = purpose;
      if (other != null) {
        cut |= other == Purpose.ADDS && !over;
        return false;
      }
      Thread.onSpinWait();
      taken = take(Purpose.ENDS, false);
    }
    return true;
  }

  /** Begins a call that discards the body. A write that does not end in time is cut. */
  boolean enterToDiscard() {
    boolean taken = take(Purpose.ADDS, true);
    cut |= !taken;
    return taken;
  }

  void leave() {
    if (lock.getHoldCount() == 1) {
      purpose = null;
    }
    lock.unlock();
  }

  /** Refuses all further calls. */
  void close() {
    over = true;
  }

  boolean isClosed() {
    return over;
  }

  /** Returns whether the body was ended or discarded during a write. */
  boolean isCut() {
    return cut;
  }

  /** Returns whether the caller is the first one that aborts the response. */
  boolean breaksOff() {
    return brokenOff.compareAndSet(false, true);
  }

  /** Throws an exception if the body was cut, because nothing of it may be sent any more. */
  void check() throws IOException {
    if (cut) {
      throw new IOException("The response was ended by another thread while it was written");
    }
  }

  /** Closes the turn, and waits for the call in progress. */
  boolean closeAndEnter() {
    over = true;
    if (take(Purpose.ENDS, false)) {
      return true;
    }
    cut = true;
    return takeWithin(Purpose.ENDS, PATIENCE_AT_THE_END_MILLIS);
  }
}
