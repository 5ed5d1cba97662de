package io.github.consent4j.record.keep;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens on another thread. */
final class Eventually {

  private static final Duration MOST = Duration.ofSeconds(30);

  private Eventually() {}

  static void eventually(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + MOST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        fail("It did not happen: " + what);
      }
      Thread.sleep(1);
    }
  }
}
