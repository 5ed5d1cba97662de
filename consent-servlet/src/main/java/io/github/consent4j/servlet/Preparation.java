package io.github.consent4j.servlet;

import java.lang.ref.WeakReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that derives everything from a policy, so that the first visitor need not wait for it,
 * and neither does who starts the application. It ends by itself, or with {@link #stop()} before it
 * has begun. Nothing happens if nobody else refers to the policy, as after a start that failed.
 */
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final Thread thread;

  private Preparation(Thread thread) {
    this.thread = thread;
  }

  /** Starts a thread. */
  static Preparation of(PolicyInForce policy) {
    WeakReference<PolicyInForce> prepared = new WeakReference<>(policy);
    // Its priority is the usual one, as a request that comes meanwhile waits for it.
    Thread thread = new Thread(() -> run(prepared), "consent-preparation");
    thread.setDaemon(true);
    thread.start();
    return new Preparation(thread);
  }

  private static void run(WeakReference<PolicyInForce> prepared) {
    PolicyInForce policy = prepared.get();
    if (policy == null || Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      policy.policies();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The consent policy cannot be applied, so that requests will fail", e);
    }
  }

  /** Ends the thread if it has not begun. */
  void stop() {
    thread.interrupt();
  }
}
