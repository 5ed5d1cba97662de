package io.github.consent4j.examples.browser;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Decides what becomes of a test when something that it needs may be absent. */
final class Present {

  private Present() {}

  /** Skips the test with one line, or fails it where the environment says {@code CI=true}. */
  static void orSkip(boolean present, String absence) {
    if (!present && "true".equals(System.getenv("CI"))) {
      Assertions.fail(absence);
    }
    Assumptions.assumeTrue(present, "skipped: " + absence);
  }
}
