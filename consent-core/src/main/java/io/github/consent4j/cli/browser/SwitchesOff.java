package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/** Switches off everything in an open dialog that can be switched off. */
final class SwitchesOff {

  private static final String SWITCHES =
      "input[type=checkbox]:checked:enabled, [role=switch][aria-checked=true]";

  /** One that has gone off with another one stays off. */
  private static final String SCRIPT =
      """
      (switches, on) => {
        for (const each of switches) {
          if (each.matches(on) && (each.checkVisibility() || each.labels?.length)) {
            each.click();
          }
        }
      }
      """;

  private SwitchesOff() {}

  static void all(Page page) {
    for (Frame frame : page.frames()) {
      try {
        frame.locator(SWITCHES).evaluateAll(SCRIPT, SWITCHES);
      } catch (PlaywrightException e) {
        // The frame has gone.
      }
    }
  }
}
