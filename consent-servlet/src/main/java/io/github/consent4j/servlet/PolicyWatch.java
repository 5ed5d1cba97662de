package io.github.consent4j.servlet;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * A thread that looks again and again whether files have changed, and writes what was seen. It
 * looks at them rather than have the system report changes, because networks and containers do not
 * pass such reports on. It ends with {@link #stop()}, or when nobody else refers to what it calls,
 * as after a start that failed.
 */
final class PolicyWatch {

  /** A change is found in the first round, and is taken in the second, if it has not grown. */
  private static final Duration ROUND = Duration.ofMillis(250);

  private final Thread thread;

  private PolicyWatch(Thread thread) {
    this.thread = thread;
  }

  /**
   * Starts a thread.
   *
   * @param follows whether it looks for changes
   */
  static PolicyWatch of(PolicyInForce policy, boolean follows) {
    WeakReference<PolicyInForce> watched = new WeakReference<>(policy);
    Thread thread = new Thread(() -> run(watched, follows), "consent-policy-watch");
    thread.setDaemon(true);
    thread.start();
    return new PolicyWatch(thread);
  }

  private static void run(WeakReference<PolicyInForce> watched, boolean follows) {
    try {
      while (look(watched, follows)) {
        Thread.sleep(ROUND.toMillis());
      }
    } catch (InterruptedException e) {
      // The filter is destroyed.
    }
  }

  /** In a method of its own, so that the sleeping thread refers to nothing. */
  private static boolean look(WeakReference<PolicyInForce> watched, boolean follows) {
    PolicyInForce policy = watched.get();
    if (policy != null && follows) {
      policy.look();
    }
    if (policy != null) {
      policy.writeSeen();
    }
    return policy != null;
  }

  /** Ends the thread, and waits shortly for the end of what it does. */
  void stop() {
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
