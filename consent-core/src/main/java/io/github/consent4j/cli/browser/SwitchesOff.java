package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/** Switches off everything in an open dialog that can be switched off. */
final class SwitchesOff {

  private static final String SCRIPT =
      """
      () => {
        const roots = [document];
        for (let i = 0; i < roots.length && roots.length < 500; i++) {
          for (const element of roots[i].querySelectorAll('*')) {
            if (element.shadowRoot) {
              roots.push(element.shadowRoot);
            }
          }
        }
        for (const root of roots) {
          for (const box of root.querySelectorAll(
              'input[type=checkbox]:checked:enabled, [role=switch][aria-checked=true]')) {
            if (box.checkVisibility() || box.labels?.length) {
              box.click();
            }
          }
        }
      }
      """;

  private SwitchesOff() {}

  static void all(Page page) {
    for (Frame frame : page.frames()) {
      try {
        frame.evaluate(SCRIPT);
      } catch (PlaywrightException e) {
        // The frame has gone.
      }
    }
  }
}
