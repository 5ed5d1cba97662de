package io.github.consent4j.record.keep;

import java.time.Duration;

/** The threads of a recorder. */
final class Threads {

  private Threads() {}

  /**
   * Makes a thread that does not keep the application alive, and takes over none of the values that
   * the calling thread keeps for its children.
   */
  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for a thread to end, whatever interrupts the wait.
   *
   * @return whether it has ended
   */
  static boolean awaitEnd(Thread thread, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean isInterrupted = false;
    try {
      for (long left = most.toMillis(); left > 0 && thread.isAlive(); ) {
        try {
          thread.join(left);
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return !thread.isAlive();
  }
}
