package io.github.consent4j.servlet;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that derives everything from a policy shortly after the start, so that the first visitor
 * need not wait for it. It leaves the processor to the start of the application before. It ends by
 * itself, with {@link #stop()}, or when nobody else refers to the policy, as after a start that
 * failed.
 */
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private static final Duration DELAY = Duration.ofSeconds(10);

  private final Thread thread;

  private Preparation(Thread thread) {
    this.thread = thread;
  }

  /** Starts a thread. */
  static Preparation of(PolicyInForce policy) {
    WeakReference<PolicyInForce> prepared = new WeakReference<>(policy);
    Thread thread = new Thread(() -> run(prepared), "consent-preparation");
    thread.setDaemon(true);
    thread.start();
    return new Preparation(thread);
  }

  private static void run(WeakReference<PolicyInForce> prepared) {
    try {
      Thread.sleep(DELAY.toMillis());
      PolicyInForce policy = prepared.get();
      if (policy != null) {
        policy.policies();
      }
    } catch (InterruptedException e) {
      // The filter is destroyed.
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The consent policy cannot be applied, so that requests will fail", e);
    }
  }

  /** Ends the thread if it still waits. */
  void stop() {
    thread.interrupt();
  }
}
