package io.github.consent4j.record.keep;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what nobody waits for; it is started with the first task. Thread-safe. */
final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final ScheduledThreadPoolExecutor executor;

  Background() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Threads.daemon("consent-records-background", task));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task soon; never if this is closed. */
  void run(Runnable task) {
    run(task, Duration.ZERO);
  }

  /** Runs a task later; never if this is closed by then. */
  void run(Runnable task, Duration after) {
    try {
      Future<?> unused =
          executor.schedule(() -> attempt(task), after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // It is closed.
    }
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Records of consent: a task in the background has failed", e);
    }
  }

  boolean isClosed() {
    return executor.isShutdown();
  }

  /** Ends the thread; a task that runs may take some time to end. */
  void close(Duration most) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(most.toNanos(), TimeUnit.NANOSECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
