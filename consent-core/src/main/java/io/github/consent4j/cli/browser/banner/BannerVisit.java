package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Optional;
import java.util.Set;

/**
 * A page with a banner, in a profile of its own. Only the thread that opened it may use it.
 *
 * <p>The controls are looked for anew by each call, as a click may change the banner. Only controls
 * that a visitor can see count.
 */
public interface BannerVisit extends AutoCloseable {

  /** Returns the page, with the banner if there has been no answer yet. */
  Page page();

  /** Returns the control that accepts everything; empty if there is none at the moment. */
  Optional<Locator> accept();

  /** Returns the control that rejects everything; empty if there is none at the moment. */
  Optional<Locator> reject();

  /** Returns the control that leads to the settings; empty if there is none at the moment. */
  Optional<Locator> settings();

  /**
   * Returns what there is by now of stored things and contacted third parties, each as a text that
   * is the same in every visit, such as {@code cookie _ga of example.org}.
   */
  Set<String> traces();

  /** Waits until the page has come to rest after something was done in it. */
  void settle();

  /** Discards the profile. */
  @Override
  void close();
}
