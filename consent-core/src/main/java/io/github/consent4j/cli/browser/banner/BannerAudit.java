package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ViewportSize;
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

  private final BannerVisits visits;
  private final Optional<AxeScript> axe;
  private final List<Result> results = new ArrayList<>();

  private BannerAudit(BannerVisits visits, Optional<AxeScript> axe) {
    this.visits = visits;
    this.axe = axe;
  }

  /**
   * Runs all checks. The page is opened four times.
   *
   * @param axe the checks of accessibility are left out if it is empty
   * @return without checks and findings if the page has no control that accepts
   */
  public static BannerResult of(BannerVisits visits, Optional<AxeScript> axe) {
    return new BannerAudit(visits, axe).run();
  }

  private BannerResult run() {
    String path;
    try (BannerVisit visit = visits.open()) {
      Page page = visit.page();
      Set<String> before = Set.copyOf(visit.traces());
      String host = AnswerVisit.hostOf(visit);
      path = path(page);
      ViewportSize usual = page.viewportSize();
      List<Facts> closes = look(visit);
      if (results.isEmpty()) {
        return new BannerResult(List.of(), List.of());
      }
      page.setViewportSize(usual.width, usual.height);
      visit.settle();
      axe(visit, usual.width);
      legalLinks(page, usual.width);
      results.addAll(BehaviourChecks.of(visits, before, closes, usual.width, host));
    }
    return new BannerResult(checks(path), findings(path));
  }

  private static String path(Page page) {
    String path = URI.create(page.url()).getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /** Measures the banner in each window, and returns the controls that close it. */
  private List<Facts> look(BannerVisit visit) {
    List<Facts> closes = List.of();
    for (ViewportSize window : WINDOWS) {
      visit.page().setViewportSize(window.width, window.height);
      visit.settle();
      Optional<Locator> accept = visit.accept();
      if (accept.isPresent()) {
        Measurement measured = Measurement.of(visit, window, accept.get());
        results.addAll(LookChecks.of(measured));
        if (closes.isEmpty()) {
          closes = measured.facts().each("closes");
        }
      }
    }
    return closes;
  }

  private void axe(BannerVisit visit, int width) {
    Optional<Locator> accept = visit.accept();
    if (axe.isPresent() && accept.isPresent()) {
      var handle = accept.get().elementHandle();
      Frame frame = Measurement.frameOf(visit, handle);
      results.add(
          axe.get().check(frame, handle, visit.reject().map(Locator::elementHandle), width));
    }
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
    String sentence = missing.isEmpty() ? String.join(" and ", there) : String.join(", and ", missing);
    results.add(
        new Result(
            BannerRules.HIDDEN_LINKS,
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
        "%s Seen on %s in a window %s wide. %s"
            .formatted(failed.get(0).measured(), path, windows, rule.action()));
  }
}
