package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitedPage;
import io.github.consent4j.page.markup.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands at the end: the pages, how the audit works and what it cannot see, and the files. */
final class ClosingParts {

  private static final List<String> STEPS = List.of("profile", "states", "rest", "values", "judge");

  private static final List<String> LIMITS =
      List.of("servers", "pages", "place", "reading", "robots", "necessity", "law");

  private final Parts parts;
  private final ReportTexts texts;
  private final Audit audit;

  ClosingParts(Parts parts, Audit audit) {
    this.parts = parts;
    this.texts = parts.texts();
    this.audit = audit;
  }

  Element pages() {
    Set<String> paths = new LinkedHashSet<>();
    audit.visits().forEach(visit -> visit.pages().forEach(page -> paths.add(page.path())));
    Element head = element("tr").add(parts.heading("pages.path"));
    audit.visits().forEach(visit -> head.add(parts.heading(visit.state())));
    List<Element> rows = new ArrayList<>();
    for (String path : paths) {
      Element row = element("tr");
      row.add(element("th").attr("scope", "row").add(element("code").text(path)));
      audit
          .visits()
          .forEach(visit -> row.add(element("td", "state-cell").text(status(visit, path))));
      rows.add(row);
    }
    return parts.part("pages").add(parts.sheet("matrix", texts.of("part.pages"), head, rows));
  }

  private String status(Visit visit, String path) {
    return visit.pages().stream()
        .filter(page -> page.path().equals(path))
        .map(VisitedPage::status)
        .map(status -> status == 0 ? texts.of("pages.unanswered") : String.valueOf(status))
        .findFirst()
        .orElse("\u2013");
  }

  Element method() {
    Element steps = element("ol", "text");
    STEPS.forEach(step -> steps.add(element("li").text(texts.of("method." + step))));
    Element limits = element("ul", "text");
    LIMITS.forEach(limit -> limits.add(element("li").text(texts.of("limit." + limit))));
    return parts
        .part("method")
        .add(steps)
        .add(element("h3").text(texts.of("limits.title")))
        .add(element("p", "text").text(texts.of("limits.about")))
        .add(limits);
  }

  /**
   * @param digests the files of the evidence with their digests
   */
  Element evidence(Map<String, String> digests) {
    List<Element> rows = new ArrayList<>();
    digests.forEach(
        (file, digest) ->
            rows.add(
                Parts.row(
                    element("th")
                        .attr("scope", "row")
                        .add(
                            element("a")
                                .attr("href", Pictures.address(file))
                                .add(element("code").text(file))),
                    element("td").add(element("code").text(digest)))));
    Element section = parts.part("evidence");
    return rows.isEmpty()
        ? section
        : section.add(
            parts.sheet(
                "files",
                texts.of("part.evidence"),
                Parts.row(parts.heading("evidence.file"), parts.heading("evidence.hash")),
                rows));
  }
}
