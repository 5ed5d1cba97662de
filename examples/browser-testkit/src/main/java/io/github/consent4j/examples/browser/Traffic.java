package io.github.consent4j.examples.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Detects when a page has no more traffic. Only the page's thread may use it. */
public final class Traffic {

  private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

  /** The longest time that a page may wait for an answer that nobody gives. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();

  private final Set<Request> open = new HashSet<>();
  private long latest = System.nanoTime();

  private Traffic() {}

  /**
   * Waits until a page is loaded and has requested nothing for half a second from now on. A request
   * that is already on its way is not waited for: {@link #settled(Page, Runnable)} does that.
   *
   * @return the page
   */
  public static Page settled(Page page) {
    return settled(page, () -> {});
  }

  /**
   * Acts on a page, such as by a click, and waits until every request that this causes is answered,
   * the page is loaded, and has requested nothing for half a second.
   *
   * @return the page
   */
  public static Page settled(Page page, Runnable action) {
    Traffic traffic = new Traffic();
    Consumer<Request> begin = request -> traffic.changed(request, true);
    Consumer<Request> end = request -> traffic.changed(request, false);
    page.onRequest(begin);
    page.onRequestFinished(end);
    page.onRequestFailed(end);
    try {
      action.run();
      traffic.latest = System.nanoTime();
      page.waitForCondition(traffic::isQuiet);
      page.waitForLoadState(LoadState.LOAD);
    } finally {
      page.offRequest(begin);
      page.offRequestFinished(end);
      page.offRequestFailed(end);
    }
    return page;
  }

  private void changed(Request request, boolean begins) {
    latest = System.nanoTime();
    if (begins) {
      open.add(request);
    } else {
      open.remove(request);
    }
  }

  private boolean isQuiet() {
    long quiet = System.nanoTime() - latest;
    return quiet > (open.isEmpty() ? QUIET_NANOS : LONGEST_NANOS);
  }
}
