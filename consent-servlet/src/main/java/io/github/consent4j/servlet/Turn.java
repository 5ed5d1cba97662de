package io.github.consent4j.servlet;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

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

  /** Calls that end the body, from before they come in until after they have left. */
  private final AtomicInteger ends = new AtomicInteger();

  /** Whether the call that is there ends the body; for that call alone. */
  private boolean ending;

  private volatile boolean cut;
  private volatile boolean over;

  private boolean take(boolean patiently) {
    return lock.tryLock() || patiently && takeWithin(PATIENCE_MILLIS);
  }

  private boolean takeWithin(long millis) {
    try {
      return lock.tryLock(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** For a call that adds to the body. */
  void enter() throws IOException {
    if (!take(true)) {
      throw new IOException("Another thread is writing the response");
    }
    if (over || cut) {
      lock.unlock();
      throw new IOException("The response has ended");
    }
  }

  /**
   * For a call that need not be made if somebody else is there, or if the body has ended.
   *
   * @param patiently whether to wait a little
   */
  boolean enterIfFree(boolean patiently) {
    if (!take(patiently)) {
      return false;
    }
    if (over || cut) {
      lock.unlock();
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
    boolean isAlone = ends.getAndIncrement() == 0;
    if (!take(patiently)) {
      cut |= isAlone && !over;
      ends.decrementAndGet();
      return false;
    }
    if (ending) {
      ends.decrementAndGet();
    }
    ending = true;
    return true;
  }

  /** For a call that throws the body away. A write that does not leave in time is cut. */
  boolean enterToDiscard() {
    boolean taken = take(true);
    cut |= !taken;
    return taken;
  }

  void leave() {
    boolean ended = ending && lock.getHoldCount() == 1;
    ending &= !ended;
    lock.unlock();
    if (ended) {
      ends.decrementAndGet();
    }
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
    if (lock.tryLock()) {
      return true;
    }
    cut = true;
    return takeWithin(PATIENCE_AT_THE_END_MILLIS);
  }
}
