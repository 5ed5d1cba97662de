package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of callers that wait at the same time together: one thread takes whatever
 * waits, and meanwhile the next ones gather. Thread-safe.
 */
final class GroupCommit {

  /** A caller that waits; done without a value if its record is kept. */
  private static final class Waiting {

    private final @Nullable ConsentRecord record;
    private final CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();

    Waiting(@Nullable ConsentRecord record) {
      this.record = record;
    }
  }

  /** What ends the thread when it comes to it. */
  private static final Waiting END = new Waiting(null);

  private final Route route;
  private final KeepingHealth health;
  private final Limits limits;
  private final Consumer<List<ConsentRecord>> listener;
  private final BlockingQueue<Waiting> queue;
  private final long patience;

  /** When the present write began; 0 if there is none. */
  private volatile long writingSince;

  private volatile boolean isClosed;

  /** Changed under this object's lock. */
  private volatile @Nullable Thread thread;

  /**
   * @param listener gets the records that are kept
   */
  GroupCommit(
      Route route, KeepingHealth health, Limits limits, Consumer<List<ConsentRecord>> listener) {
    this.route = route;
    this.health = health;
    this.limits = limits;
    this.listener = listener;
    queue = new ArrayBlockingQueue<>(limits.queue());
    patience = limits.patience().toNanos();
  }

  /**
   * Returns when a record is kept.
   *
   * @throws NotKeptException if it is not known to be
   */
  void keep(ConsentRecord record) throws NotKeptException {
    if (isClosed) {
      throw closed();
    }
    long since = writingSince;
    if (since != 0 && System.nanoTime() - since > patience) {
      throw notKept("A write has not come to its end for " + limits.patience());
    }
    start();
    Throwable failure = await(new Waiting(record));
    if (failure instanceof NotKeptException notKept) {
      throw notKept;
    }
    if (failure != null) {
      throw new NotKeptException("A record could not be kept", failure);
    }
  }

  private @Nullable Throwable await(Waiting mine) {
    long end = System.nanoTime() + patience;
    boolean isQueued = false;
    boolean isInterrupted = false;
    try {
      while (true) {
        long left = end - System.nanoTime();
        try {
          if (!isQueued) {
            isQueued = queue.offer(mine, left, TimeUnit.NANOSECONDS);
            if (!isQueued) {
              return notKept("Too many decisions wait to be kept");
            }
            if (isClosed && queue.remove(mine)) {
              return closed();
            }
            left = end - System.nanoTime();
          }
          return mine.done.get(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          isInterrupted = true;
        } catch (TimeoutException e) {
          return late(mine);
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The caller goes away; its record is left out if it is not being written already. */
  private @Nullable Throwable late(Waiting mine) {
    NotKeptException late = new NotKeptException("A decision was not kept in time", null);
    if (mine.done.complete(late)) {
      health.notKept(1, late.toString());
    }
    return mine.done.join();
  }

  private NotKeptException notKept(String message) {
    health.notKept(1, message);
    return new NotKeptException(message, null);
  }

  private static NotKeptException closed() {
    return new NotKeptException("The recorder is closed", null);
  }

  private void start() {
    if (thread == null) {
      synchronized (this) {
        if (thread == null && !isClosed) {
          Thread started = Threads.daemon("consent-records-writer", this::run);
          thread = started;
          started.start();
        }
      }
    }
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    boolean isEnding = false;
    try {
      while (!isEnding || !queue.isEmpty()) {
        batch.add(queue.take());
        queue.drainTo(batch, limits.batch() - 1);
        isEnding |= batch.remove(END);
        batch.removeIf(each -> each.done.isDone());
        if (!batch.isEmpty()) {
          write(batch);
        }
        batch.clear();
      }
    } catch (InterruptedException e) {
      // Closing has taken too long; who still waits is told so.
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Waiting> batch) {
    List<ConsentRecord> records = new ArrayList<>(batch.size());
    for (Waiting each : batch) {
      if (each.record != null) {
        records.add(each.record);
      }
    }
    Throwable failure = null;
    writingSince = System.nanoTime() | 1;
    try {
      route.append(records);
      listener.accept(records);
    } catch (Throwable e) {
      failure = e;
      health.notKept(records.size(), Failures.describe(e, records));
    }
    writingSince = 0;
    for (Waiting each : batch) {
      each.done.complete(failure);
    }
  }

  /**
   * Erases the records of a visitor, except for those of which a caller still waits.
   *
   * @return the number of erased records
   */
  int erase(String consentId) throws IOException {
    return route.erase(consentId);
  }

  /** Writes what waits, as far as time allows, and closes the route. */
  void close(Duration most) {
    Thread last;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      last = thread;
    }
    if (last != null) {
      if (!queue.offer(END)) {
        last.interrupt();
      }
      if (!Threads.awaitEnd(last, most)) {
        last.interrupt();
      }
    }
    for (Waiting each = queue.poll(); each != null; each = queue.poll()) {
      each.done.complete(closed());
    }
    route.close();
  }
}
