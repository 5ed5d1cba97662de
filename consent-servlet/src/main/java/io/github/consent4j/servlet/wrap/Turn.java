package io.github.consent4j.servlet.wrap;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in the body of a response. Writes wait a little for each other. An end does not
 * wait for a write, which a slow visitor may keep: it cuts the body there, and gives nothing back
 * that the write has in use. Thread-safe.
 */
final class Turn {

  private static final long PATIENCE_MILLIS = 1000;

  /** What is closed is given to another visitor next; better late than with somebody in there. */
  private static final long PATIENCE_AT_THE_END_MILLIS = 5000;

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean brokenOff = new AtomicBoolean();

  /** What the call that is there does. */
  private enum Purpose {
    ADDS,
    ENDS
  }

  /** Null if nobody is there, or for the moment until who has come in has said it. */
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

  /** For a call that adds to the body. */
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
   * For a call that need not be made if somebody else is there, or if the body has ended.
   *
   * @param patiently whether to wait a little
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
   * For a call that ends the body. If a write is there, the body is cut; if another end is, that
   * one ends it. What is being closed has ended.
   *
   * @param patiently whether to wait a little
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

  /** For a call that throws the body away. A write that does not leave in time is cut. */
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

  /** Lets nobody in any more. */
  void close() {
    over = true;
  }

  boolean isClosed() {
    return over;
  }

  /** Whether the body was ended, or thrown away, during a write. */
  boolean isCut() {
    return cut;
  }

  /** Whether the caller is the first who wants to break off the response. */
  boolean breaksOff() {
    return brokenOff.compareAndSet(false, true);
  }

  /** Nothing leaves any more of a body that was cut. */
  void check() throws IOException {
    if (cut) {
      throw new IOException("The response was ended by another thread while it was written");
    }
  }

  /** Closes the turn, and waits for whoever is there to leave. */
  boolean closeAndEnter() {
    over = true;
    if (take(Purpose.ENDS, false)) {
      return true;
    }
    cut = true;
    return takeWithin(Purpose.ENDS, PATIENCE_AT_THE_END_MILLIS);
  }
}
