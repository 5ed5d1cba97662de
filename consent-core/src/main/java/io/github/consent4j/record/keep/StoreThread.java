package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that appends to a store which can hang. Nobody waits for it longer than the
 * deadline. It empties the spool when the store is back.
 */
final class StoreThread {

  private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

  private record Handover(List<ConsentRecord> records, CompletableFuture<Boolean> done) {}

  private final ConsentRecords store;
  private final Spool spool;
  private final Duration deadline;
  private final SpoolDrain drain;
  private final Pause pause;

  /** Held by who changes the store; taken before the lock of this object. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Guarded by this. */
  private @Nullable Handover handover;

  /** Guarded by this. */
  private @Nullable Thread thread;

  /** Whether the thread ends when the spool is empty. Guarded by this. */
  private boolean isEnding;

  /** Whether the thread ends at once. Guarded by this. */
  private boolean isOver;

  StoreThread(ConsentRecords store, Spool spool, KeepingHealth health, Limits limits) {
    this.store = store;
    this.spool = spool;
    deadline = limits.deadline();
    drain = new SpoolDrain(store, spool, health, limits.batch());
    pause = new Pause(limits.firstPause(), limits.longestPause());
  }

  /**
   * Appends records to the store. They may be stored although it fails.
   *
   * @throws IOException if the store fails or does not answer in time
   */
  void append(List<ConsentRecord> records) throws IOException {
    Handover mine = new Handover(records, new CompletableFuture<>());
    synchronized (this) {
      handover = mine;
      wake();
    }
    try {
      mine.done.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      pause.begin();
      throw new IOException("The store has not answered within " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      pause.begin();
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException("The store has failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The wait for the store was interrupted", e);
    } finally {
      withdraw(mine);
    }
  }

  /** What the thread has not begun is not stored, so that it is not stored twice. */
  private synchronized void withdraw(Handover mine) {
    if (handover == mine) {
      handover = null;
    }
  }

  /** Tells the thread that there is something to do, and starts it if it has not been. */
  synchronized void wake() {
    if (thread == null && !isEnding) {
      thread = Threads.daemon("consent-records-store", this::run);
      thread.start();
    }
    notifyAll();
  }

  private void run() {
    try {
      while (awaitWork()) {
        turn.lockInterruptibly();
        try {
          // Taken out in this turn, so that who else has one knows that nothing is on its way.
          Handover next = next();
          if (next != null) {
            append(next);
          } else if (spool.waiting() > 0) {
            drain();
          }
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException e) {
      // The time for closing is over; the spool keeps what is left.
    } finally {
      close();
    }
  }

  /** Returns false when there is nothing left to do. */
  private synchronized boolean awaitWork() throws InterruptedException {
    while (handover == null) {
      if (isOver) {
        return false;
      }
      boolean isWaiting = spool.waiting() > 0;
      long millis = pause.millisLeft();
      if (isWaiting && millis == 0) {
        return true;
      }
      if (isEnding && !isWaiting) {
        return false;
      }
      wait(isWaiting ? millis : 0);
    }
    return true;
  }

  private synchronized @Nullable Handover next() {
    Handover next = handover;
    handover = null;
    return next;
  }

  private void append(Handover next) {
    try {
      store.append(next.records);
      next.done.complete(true);
    } catch (Throwable e) {
      next.done.completeExceptionally(e);
    }
  }

  private void drain() {
    try {
      drain.step();
      pause.end();
    } catch (Throwable e) {
      pause.begin();
      drain.failed(e);
    }
  }

  private void close() {
    try {
      store.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The store of consent records could not be closed: {}", e.toString());
    }
  }

  /** What is done while the thread leaves store and spool alone. */
  @FunctionalInterface
  interface Work {

    int run() throws IOException;
  }

  /**
   * Does something while this thread appends nothing. Callers' records go to the spool meanwhile.
   *
   * @throws IOException if the work fails, or if the store hangs
   */
  int alone(Duration patience, Work work) throws IOException {
    try {
      if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("The store has not answered for " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The wait for the store was interrupted", e);
    }
    try {
      return work.run();
    } finally {
      turn.unlock();
    }
  }

  /** Empties the spool as far as time allows, ends the thread and closes the store. */
  void end(Duration most) {
    Thread last;
    synchronized (this) {
      isEnding = true;
      last = thread;
      // The store may be back since it was asked last.
      pause.end();
      notifyAll();
    }
    if (last == null) {
      close();
    } else if (!Threads.awaitEnd(last, most)) {
      synchronized (this) {
        isOver = true;
        notifyAll();
      }
      if (!Threads.awaitEnd(last, deadline)) {
        last.interrupt();
        Threads.awaitEnd(last, deadline);
      }
    }
  }
}
