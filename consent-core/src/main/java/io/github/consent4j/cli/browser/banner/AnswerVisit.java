package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What there was after one of the answers had been given.
 *
 * @param clicks how many clicks it took until the banner was gone; 0 if no way was found
 * @param label of the control that was clicked last
 * @param traces what was stored and contacted then
 * @param page what the page showed then
 * @param host the host of the page then
 */
record AnswerVisit(int clicks, String label, Set<String> traces, Facts page, String host) {

  private static final int MOST_CLICKS = 3;

  /** Gives an answer; if it is not on the first layer, by way of the settings. */
  static AnswerVisit of(BannerVisits visits, Function<BannerVisit, Optional<Locator>> answer) {
    try (BannerVisit visit = visits.open()) {
      String label = "";
      int clicks = 0;
      while (clicks < MOST_CLICKS && isShown(visit)) {
        Optional<Locator> next = answer.apply(visit);
        if (next.isEmpty() && clicks == 0) {
          next = visit.settings();
        }
        if (next.isEmpty()) {
          break;
        }
        label = labelOf(next.get());
        next.get().click();
        visit.settle();
        clicks++;
      }
      Frame frame = visit.page().mainFrame();
      return new AnswerVisit(
          isShown(visit) ? 0 : clicks,
          label,
          Set.copyOf(visit.traces()),
          Scripts.run(frame, "entry.js"),
          hostOf(visit));
    }
  }

  private static String labelOf(Locator control) {
    String text = control.innerText().strip();
    return text.isEmpty() ? "the control" : "'" + text.replaceAll("\\s+", " ") + "'";
  }

  private static boolean isShown(BannerVisit visit) {
    return visit.accept().isPresent() || visit.reject().isPresent();
  }

  /** Returns scheme, host and port of the page. */
  static String hostOf(BannerVisit visit) {
    return visit.page().url().replaceFirst("^([a-z]+://[^/]*).*", "$1");
  }
}
