package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ViewportSize;
import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.evidence.BannerCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the banner of a page. Not thread-safe, as a browser is not. */
public final class BannerAudit {

  /** A large window, a phone, and the smallest window that pages have to fit into. */
  private static final List<ViewportSize> WINDOWS =
      List.of(new ViewportSize(1440, 900), new ViewportSize(360, 640), new ViewportSize(320, 480));

  private static final String SUBJECT = "banner";

  private final List<Result> results = new ArrayList<>();

  /** The controls that close the banner, as they were measured. */
  private List<Facts> closes = List.of();

  private BannerAudit() {}

  /**
   * Runs all checks. The page is opened four times.
   *
   * @param axe the checks of accessibility are left out if it is empty
   * @return without checks and findings if the page has no control that accepts
   */
  public static BannerResult of(BannerVisits visits, Optional<AxeScript> axe) {
    BannerAudit audit = new BannerAudit();
    String path;
    String host;
    int width;
    Set<String> before;
    try (BannerVisit visit = visits.open()) {
      before = Set.copyOf(visit.traces());
      host = AnswerVisit.hostOf(visit);
      path = path(visit.page());
      width = visit.page().viewportSize().width;
      audit.lookAt(visit, axe);
    }
    if (audit.results.isEmpty()) {
      return new BannerResult(List.of(), List.of());
    }
    audit.results.addAll(BehaviourChecks.of(visits, before, audit.closes, width, host));
    return new BannerResult(audit.checks(path), audit.findings(path));
  }

  /** Runs the checks of what can be seen. The page is scrolled, and its window resized. */
  static List<Result> look(BannerVisit visit, Optional<AxeScript> axe) {
    BannerAudit audit = new BannerAudit();
    audit.lookAt(visit, axe);
    return audit.results;
  }

  private void lookAt(BannerVisit visit, Optional<AxeScript> axe) {
    Page page = visit.page();
    ViewportSize usual = page.viewportSize();
    for (ViewportSize window : WINDOWS) {
      resize(visit, window);
      visit.accept().ifPresent(accept -> measure(visit, window, accept));
    }
    resize(visit, usual);
    Optional<Locator> accept = visit.accept();
    if (accept.isPresent()) {
      ElementHandle handle = accept.get().elementHandle();
      Frame frame = Measurement.frameOf(visit, handle);
      Optional<ElementHandle> reject = visit.reject().map(Locator::elementHandle);
      axe.map(script -> script.check(frame, handle, reject, usual.width)).ifPresent(results::add);
      legalLinks(page, usual.width);
    }
  }

  private static void resize(BannerVisit visit, ViewportSize window) {
    visit.page().setViewportSize(window.width, window.height);
    visit.page().frames().forEach(frame -> Scripts.run(frame, "rest.js"));
  }

  private void measure(BannerVisit visit, ViewportSize window, Locator accept) {
    Measurement measured = Measurement.of(visit, window, accept);
    results.addAll(LookChecks.of(measured));
    if (closes.isEmpty()) {
      closes = measured.facts().each("closes");
    }
  }

  private static String path(Page page) {
    String path = URI.create(page.url()).getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private void legalLinks(Page page, int width) {
    List<Facts> links =
        page.frames().stream().map(frame -> Scripts.run(frame, "links.js")).toList();
    List<String> missing = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (String name : List.of("imprint", "privacy")) {
      String words = name.equals("imprint") ? "an imprint" : "a privacy policy";
      Optional<Facts> reachable =
          links.stream().map(all -> all.at(name)).filter(link -> link.is("reachable")).findFirst();
      if (reachable.isPresent()) {
        there.add("'" + reachable.get().text("label") + "'");
      } else if (links.stream().anyMatch(all -> all.at(name).is("there"))) {
        missing.add("the link to " + words + " is covered or hidden");
      } else {
        missing.add("no link to " + words + " was found");
      }
    }
    String sentence =
        missing.isEmpty() ? String.join(" and ", there) : String.join(", and ", missing);
    results.add(
        new Result(
            DialogRules.HIDDEN_LEGAL_LINKS,
            missing.isEmpty(),
            missing.isEmpty()
                ? sentence + " can be opened without an answer."
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".",
            width));
  }

  private List<BannerCheck> checks(String path) {
    return results.stream()
        .sorted(Comparator.comparingInt(result -> BannerRules.ALL.indexOf(result.rule())))
        .map(
            result ->
                new BannerCheck(
                    result.rule().id(), result.passed(), result.measured(), path, result.width()))
        .toList();
  }

  private List<Finding> findings(String path) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : BannerRules.ALL) {
      @Nullable Finding finding = finding(rule, path);
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private @Nullable Finding finding(Rule rule, String path) {
    List<Result> failed =
        results.stream().filter(result -> result.rule().equals(rule) && !result.passed()).toList();
    if (failed.isEmpty()) {
      return null;
    }
    String windows =
        failed.stream().map(result -> result.width() + " px").collect(Collectors.joining(", "));
    return new Finding(
        rule,
        SUBJECT,
        "%s Seen on %s in a window %s wide.".formatted(failed.get(0).measured(), path, windows));
  }
}
