package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.consent4j.format.EnumName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the controls of a site's banner: by the auditor's selectors, or by a script that knows the
 * form of this library, the identifiers of well-known tools, and what such buttons are called in
 * several languages. Only controls that can be seen count.
 */
final class ConsentControls {

  /** The name of the script's selectors. */
  static final String ENGINE = "consent-control";

  private static final int MOST_FRAMES = 20;

  /** What a control does. */
  enum Control {
    ACCEPT,
    REJECT,
    SETTINGS,
    WITHDRAW,
    SAVE
  }

  private final ControlSelectors named;

  ConsentControls(ControlSelectors named) {
    this.named = named;
  }

  /** Returns the control of a page; empty if it has none that can be seen. */
  Optional<Locator> find(Page page, Control control) {
    Optional<String> selector = selector(control);
    String engine = selector.orElse(ENGINE + "=" + EnumName.of(control));
    List<Frame> frames = page.frames();
    return Stream.concat(Stream.of(page.mainFrame()), frames.stream())
        .distinct()
        .limit(MOST_FRAMES)
        .flatMap(frame -> find(frame, engine).stream())
        .findFirst();
  }

  private static Optional<Locator> find(Frame frame, String selector) {
    try {
      Locator found = frame.locator(selector);
      int count = Math.min(found.count(), MOST_FRAMES);
      for (int i = 0; i < count; i++) {
        if (found.nth(i).isVisible()) {
          return Optional.of(found.nth(i));
        }
      }
      return Optional.empty();
    } catch (PlaywrightException e) {
      // The frame has gone, or a site breaks what scripts rely on.
      return Optional.empty();
    }
  }

  /** Returns the selector of the auditor. */
  Optional<String> selector(Control control) {
    return switch (control) {
      case ACCEPT -> named.accept();
      case REJECT -> named.reject();
      case WITHDRAW -> named.withdraw();
      case SETTINGS, SAVE -> Optional.empty();
    };
  }

  /** Returns a control in words, such as {@code button 'Reject all'}. */
  static String words(Locator control) {
    String kind =
        String.valueOf(
            control.evaluate(
                "e => e.getAttribute('role') || (e.matches('a') ? 'link' : 'button')"));
    String label =
        String.valueOf(
            control.evaluate(
                "e => (e.getAttribute('aria-label') || e.innerText || e.value || e.title || '')"
                    + ".trim().replace(/\\s+/g, ' ').slice(0, 80)"));
    return kind + " '" + label + "'";
  }

  /** Clicks a control; by a script if something else lies over it. */
  static void click(Locator control) {
    try {
      control.click(new Locator.ClickOptions().setTimeout(3000));
    } catch (PlaywrightException e) {
      control.evaluate("e => e.click()");
    }
  }
}
