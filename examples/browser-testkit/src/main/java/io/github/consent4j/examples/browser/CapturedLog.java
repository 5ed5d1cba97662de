package io.github.consent4j.examples.browser;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Captures the log, which tests write to the standard error stream. */
public final class CapturedLog {

  /**
   * An action that writes to the log.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Action<E extends Exception> {

    /** Runs the action. */
    void run() throws E;
  }

  private CapturedLog() {}

  /**
   * Returns what an action writes to the log.
   *
   * @throws E whatever the action throws
   */
  public static <E extends Exception> String of(Action<E> action) throws E {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
