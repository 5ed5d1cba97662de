package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.PlaywrightException;
import org.jspecify.annotations.Nullable;

/** Runs a script in a frame, and gives up if the frame does not answer. */
final class FrameScript {

  private static final double PATIENCE_MILLIS = 5000;

  private FrameScript() {}

  /**
   * Returns what a function returns, which is an object.
   *
   * @throws PlaywrightException if the frame has gone, or is busy for long
   */
  static @Nullable Object run(Frame frame, String function) {
    return frame
        .waitForFunction(
            function,
            null,
            new Frame.WaitForFunctionOptions()
                .setTimeout(PATIENCE_MILLIS)
                .setPollingInterval(PATIENCE_MILLIS))
        .jsonValue();
  }
}
