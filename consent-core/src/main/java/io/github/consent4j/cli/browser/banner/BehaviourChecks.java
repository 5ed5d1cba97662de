package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The checks of what happens after an answer, and after what is no answer. */
final class BehaviourChecks {

  private static final int FAR = 2000;
  private static final int LEAST_TARGET = 24;
  private static final String ESCAPE = "the Escape key";

  private final BannerVisits visits;
  private final int width;
  private final String host;
  private final List<Result> results = new ArrayList<>();

  private BehaviourChecks(BannerVisits visits, int width, String host) {
    this.visits = visits;
    this.width = width;
    this.host = host;
  }

  /**
   * Opens the page three times.
   *
   * @param before what there was before any answer
   * @param closes the controls that close the banner, as they were measured
   * @param width of the window
   * @param host the host of the page before any answer
   */
  static List<Result> of(
      BannerVisits visits, Set<String> before, List<Facts> closes, int width, String host) {
    BehaviourChecks checks = new BehaviourChecks(visits, width, host);
    AnswerVisit rejected = AnswerVisit.of(visits, BannerVisit::reject);
    AnswerVisit accepted = AnswerVisit.of(visits, BannerVisit::accept);
    checks.clicks(accepted, rejected);
    checks.wall(accepted, rejected);
    checks.entry(accepted, rejected);
    Set<String> consented = new TreeSet<>(accepted.traces());
    consented.removeAll(before);
    consented.removeAll(rejected.traces());
    checks.noAnswers(consented, closes);
    return checks.results;
  }

  private void add(Rule rule, boolean passed, String sentence) {
    results.add(new Result(rule, passed, sentence, width));
  }

  private void clicks(AnswerVisit accepted, AnswerVisit rejected) {
    String sentence =
        rejected.clicks() == 0
            ? "No way was found to reject everything and to be rid of the banner."
            : "The banner is gone after %s %s at %s."
                .formatted(
                    rejected.clicks(),
                    rejected.clicks() == 1 ? "click" : "clicks, the last",
                    rejected.label());
    add(
        BannerRules.CLICKS,
        rejected.clicks() > 0 && rejected.clicks() <= Math.max(1, accepted.clicks()),
        sentence + (accepted.clicks() == 0 ? "" : " Accepting takes " + accepted.clicks() + "."));
  }

  private void wall(AnswerVisit accepted, AnswerVisit rejected) {
    if (rejected.clicks() == 0) {
      return;
    }
    Facts page = rejected.page();
    String covered = page.text("covered");
    String wrong = "";
    if (!rejected.host().equals(host) && accepted.host().equals(host)) {
      wrong = "The visitor is led away to " + rejected.host() + ".";
    } else if (!covered.isEmpty() && accepted.page().text("covered").isEmpty()) {
      wrong = "The page is covered by the element " + covered + ".";
    } else if (page.is("inert") && !accepted.page().is("inert")) {
      wrong = "The page cannot be used, as something else has to be answered first.";
    } else if (page.number("text") < accepted.page().number("text") / 2) {
      wrong =
          "The page has %s characters of text, and %s after accepting."
              .formatted(
                  Math.round(page.number("text")), Math.round(accepted.page().number("text")));
    }
    add(
        DialogRules.COOKIE_WALL,
        wrong.isEmpty(),
        wrong.isEmpty() ? "The page can be used after everything was rejected." : wrong);
  }

  private void entry(AnswerVisit accepted, AnswerVisit rejected) {
    List<Facts> after =
        accepted.clicks() > 0 ? accepted.page().each("entries") : rejected.page().each("entries");
    boolean both =
        !after.isEmpty() && (rejected.clicks() == 0 || !rejected.page().each("entries").isEmpty());
    if (!both) {
      add(
          DialogRules.NO_WITHDRAW_ENTRY,
          false,
          "After an answer nothing is in sight that leads back to it, such as a link 'Cookie"
              + " settings'.");
      return;
    }
    Facts best =
        after.stream()
            .max((one, other) -> Double.compare(side(one), side(other)))
            .orElse(after.get(0));
    add(
        DialogRules.NO_WITHDRAW_ENTRY,
        true,
        "'%s' leads back to the decision%s."
            .formatted(
                best.text("label"),
                side(best) < LEAST_TARGET && !best.is("inline")
                    ? ", but is only " + Math.round(side(best)) + " px large"
                    : ""));
  }

  private static double side(Facts entry) {
    return Math.min(entry.number("width"), entry.number("height"));
  }

  /** Scrolls, presses Escape and closes the banner, until one of these is taken for consent. */
  private void noAnswers(Set<String> consented, List<Facts> closes) {
    try (BannerVisit visit = visits.open()) {
      visit.page().mouse().move(5, 5);
      visit.page().mouse().wheel(0, FAR);
      visit.settle();
      Set<String> found = common(consented, visit.traces());
      boolean gone = visit.accept().isEmpty();
      boolean scrollDecides = !found.isEmpty() || (gone && staysAway(visit));
      add(
          DialogRules.SCROLL_IS_CONSENT,
          !scrollDecides,
          scrollDecides
              ? found.isEmpty()
                  ? "Scrolling removes the banner, and it does not come back."
                  : "After scrolling there is what otherwise comes after accepting: "
                      + String.join(", ", found)
                      + "."
              : "Scrolling changes nothing.");
      if (!scrollDecides && visit.accept().isPresent()) {
        close(visit, consented, closes);
      }
    }
  }

  /** Returns whether the banner is missing when the page is loaded again. */
  private static boolean staysAway(BannerVisit visit) {
    visit.page().reload();
    visit.settle();
    return visit.accept().isEmpty();
  }

  private void close(BannerVisit visit, Set<String> consented, List<Facts> closes) {
    visit.page().keyboard().press("Escape");
    visit.settle();
    Set<String> found = common(consented, visit.traces());
    String how = ESCAPE;
    Optional<Locator> accept = visit.accept();
    if (found.isEmpty() && accept.isPresent() && !closes.isEmpty()) {
      how = "the control '" + closes.get(0).text("label") + "'";
      click(visit, accept.get());
      found = common(consented, visit.traces());
    }
    List<String> named =
        closes.stream().filter(each -> each.is("accepts")).map(each -> each.text("label")).toList();
    if (!found.isEmpty()) {
      add(
          DialogRules.ACCEPT_ON_CLOSE,
          false,
          "After "
              + how
              + " there is what otherwise comes after accepting: "
              + String.join(", ", found)
              + ".");
    } else if (!named.isEmpty()) {
      add(
          DialogRules.ACCEPT_ON_CLOSE,
          false,
          LookChecks.quoted(named) + " closes the banner, and is called accepting in the page.");
    } else {
      add(
          DialogRules.ACCEPT_ON_CLOSE,
          true,
          closes.isEmpty()
              ? "The Escape key accepts nothing, and no other control closes the banner."
              : how.equals(ESCAPE)
                  ? "The Escape key accepts nothing."
                  : "Neither the Escape key nor " + how + " accepts anything.");
    }
  }

  private static void click(BannerVisit visit, Locator accept) {
    ElementHandle handle = accept.elementHandle();
    Optional<ElementHandle> reject = visit.reject().map(Locator::elementHandle);
    JSHandle control =
        Scripts.handle(
            Measurement.frameOf(visit, handle), "close.js", Measurement.elements(handle, reject));
    ElementHandle element = control.asElement();
    if (element != null) {
      element.click();
      visit.settle();
    }
  }

  private static Set<String> common(Set<String> consented, Set<String> traces) {
    Set<String> common = new TreeSet<>(consented);
    common.retainAll(traces);
    return common;
  }
}
