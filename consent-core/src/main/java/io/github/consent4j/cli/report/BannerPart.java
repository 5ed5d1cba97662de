package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.BannerCheck;
import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.page.markup.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The checks of the banner with what was measured, and pictures of it. */
final class BannerPart {

  private static final int NARROW = 700;

  private final Parts parts;
  private final ReportTexts texts;
  private final Audit audit;
  private final Pictures pictures;

  BannerPart(Parts parts, Audit audit, Pictures pictures) {
    this.parts = parts;
    this.texts = parts.texts();
    this.audit = audit;
    this.pictures = pictures;
  }

  Element section() {
    Element section = parts.part("banner");
    List<Element> shots = shots();
    if (!shots.isEmpty()) {
      section.add(element("div", "pictures").add(shots));
    }
    if (audit.banner().isEmpty()) {
      return section.add(element("p", "text").text(texts.of("banner.none")));
    }
    Map<String, List<BannerCheck>> byId =
        audit.banner().stream()
            .collect(
                Collectors.groupingBy(BannerCheck::id, LinkedHashMap::new, Collectors.toList()));
    List<Element> rows = new ArrayList<>();
    byId.values().stream()
        .sorted(Comparator.comparing(BannerPart::isPassed))
        .forEach(checks -> rows.add(row(checks)));
    return section.add(
        parts.sheet(
            "checks",
            texts.of("part.banner"),
            Parts.row(
                parts.heading("banner.check"),
                parts.heading("banner.result"),
                parts.heading("banner.measured")),
            rows));
  }

  private static boolean isPassed(List<BannerCheck> checks) {
    return checks.stream().allMatch(BannerCheck::passed);
  }

  private Element row(List<BannerCheck> checks) {
    BannerCheck first = checks.get(0);
    return Parts.row(
        parts.said("th", texts.check(first.id())).attr("scope", "row"),
        element("td", "verdict-cell").add(parts.passed(isPassed(checks))),
        element("td").add(measured(checks)));
  }

  /** Returns each sentence once, with the windows that it was true in. */
  private List<Element> measured(List<BannerCheck> checks) {
    Map<String, List<BannerCheck>> bySentence =
        checks.stream()
            .sorted(Comparator.comparing(BannerCheck::passed))
            .collect(
                Collectors.groupingBy(
                    BannerCheck::measured, LinkedHashMap::new, Collectors.toList()));
    return bySentence.entrySet().stream()
        .map(
            each ->
                element("div")
                    .add(parts.told("span", each.getKey()))
                    .text(" ")
                    .add(
                        element("small")
                            .text(
                                texts.of(
                                    "banner.widths",
                                    each.getValue().stream()
                                        .map(check -> String.valueOf(check.width()))
                                        .distinct()
                                        .collect(Collectors.joining(", "))))))
        .toList();
  }

  private List<Element> shots() {
    List<Element> shots = new ArrayList<>();
    audit.visits().stream()
        .filter(visit -> visit.state() == VisitState.UNDECIDED)
        .map(Visit::screenshots)
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(Screenshot::width).reversed())
        .forEach(
            screenshot ->
                pictures
                    .of(screenshot, texts.of("picture.banner", screenshot.width()))
                    .ifPresent(image -> shots.add(shot(screenshot, image))));
    return shots;
  }

  private Element shot(Screenshot screenshot, Element image) {
    return element("figure", screenshot.width() < NARROW ? "shot narrow" : "shot wide")
        .add(image)
        .add(
            element("figcaption")
                .text(texts.of("picture.caption", screenshot.page(), screenshot.width())));
  }
}
