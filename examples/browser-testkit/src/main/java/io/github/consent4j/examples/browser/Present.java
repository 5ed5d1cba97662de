package io.github.consent4j.examples.browser;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Decides whether a test is skipped or fails if something that it needs is absent. */
public final class Present {

  private Present() {}

  /** Skips the test with one line, or fails it if the environment says {@code CI=true}. */
  public static void orSkip(boolean present, String absence) {
    if (!present && "true".equals(System.getenv("CI"))) {
      Assertions.fail(absence);
    }
    Assumptions.assumeTrue(present, "skipped: " + absence);
  }
}
