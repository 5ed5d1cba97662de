package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.EvidenceFolder;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitedPage;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.PackedText;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.page.markup.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the report of an audit: one HTML document that needs no script and loads nothing. Small
 * pictures are part of it; large ones and the rest of the evidence are linked beside it.
 */
public final class HtmlReport {

  /** The name of the file in the folder of the evidence. */
  public static final String FILE = "report.html";

  /** The languages that it can be written in. */
  public static final List<String> LANGUAGES = ReportTexts.LANGUAGES;

  private static final List<String> CONTENTS =
      List.of("findings", "states", "banner", "pages", "method", "evidence");

  private final Audit audit;
  private final Path folder;
  private final ReportTexts texts;
  private final Parts parts;

  private HtmlReport(Audit audit, Path folder, ReportTexts texts) {
    this.audit = audit;
    this.folder = folder;
    this.texts = texts;
    this.parts = new Parts(texts);
  }

  /**
   * Writes the report in English.
   *
   * @param folder the folder of the evidence, with the screenshots in it
   * @return the file
   * @throws IOException if the folder cannot be read or written
   */
  public static Path write(Audit audit, Path folder) throws IOException {
    return write(audit, folder, "en");
  }

  /**
   * Writes the report.
   *
   * @param folder the folder of the evidence, with the screenshots in it
   * @param language one of {@link #LANGUAGES}
   * @return the file
   * @throws IllegalArgumentException if there is no report in the language
   * @throws IOException if the folder cannot be read or written
   */
  public static Path write(Audit audit, Path folder, String language) throws IOException {
    String html = new HtmlReport(audit, folder, ReportTexts.in(language)).html();
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(FILE), html, StandardCharsets.UTF_8);
  }

  private String html() throws IOException {
    Verdict verdict = Verdict.of(texts, audit);
    List<Thing> things = Thing.of(audit);
    Pictures pictures = new Pictures(folder);
    ClosingParts closing = new ClosingParts(parts, audit);
    Element page =
        element("div", "page")
            .add(head(verdict))
            .add(
                element("main")
                    .add(
                        new FindingsPart(parts, audit, things).section(),
                        new StatesPart(parts, audit, things, pictures).section(),
                        new BannerPart(parts, audit, pictures).section(),
                        closing.pages(),
                        closing.method(),
                        closing.evidence(digests())))
            .add(element("footer", "foot").text(texts.of("foot", audit.tool(), audit.browser())));
    Element body =
        element("body")
            .add(element("a", "skip").attr("href", "#findings").text(texts.of("skip")))
            .add(page);
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    element("html").attr("lang", texts.language()).add(metadata(), body).appendTo(out, Syntax.HTML);
    return out.append('\n').toString();
  }

  private Element metadata() {
    return element("head")
        .add(
            element("meta").attr("charset", "utf-8"),
            element("meta")
                .attr("name", "viewport")
                .attr("content", "width=device-width, initial-scale=1"),
            element("meta").attr("name", "robots").attr("content", "noindex"),
            element("meta").attr("name", "referrer").attr("content", "no-referrer"),
            element("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr(
                    "content",
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self' file:"),
            element("title").text(texts.of("title", name())),
            element("style")
                .add(new Content.StyleSheet(PackedText.of(HtmlReport.class, "report.css"))));
  }

  /** Returns what the site is called: its host, with the port if it has one. */
  private String name() {
    String authority = audit.site().getRawAuthority();
    return authority == null ? audit.site().toString() : authority;
  }

  // --- the top

  private Element head(Verdict verdict) {
    Element head =
        element("header", "head")
            .add(element("p", "kind").text(texts.of("kind") + " ").add(element("b").text(name())))
            .add(element("h1").text(verdict.sentence()))
            .add(element("p", "lead").text(lead()));
    Element tally = element("ul", "tally");
    for (Severity severity : Severity.values()) {
      long count = verdict.count(severity);
      if (count > 0) {
        String key = EnumName.of(severity);
        tally.add(
            element("li")
                .add(element("span", "tag " + key).text(texts.count("tally." + key, count))));
      }
    }
    long passed =
        audit.banner().stream()
            .filter(check -> check.passed())
            .map(check -> check.id())
            .distinct()
            .filter(this::isAlwaysPassed)
            .count();
    if (passed > 0) {
      tally.add(
          element("li")
              .add(element("span", "tag passed").text(texts.count("tally.passed", passed))));
    }
    return head.add(tally).add(facts()).add(contents());
  }

  private boolean isAlwaysPassed(String check) {
    return audit.banner().stream()
        .filter(each -> each.id().equals(check))
        .allMatch(each -> each.passed());
  }

  private String lead() {
    long pages =
        audit.visits().stream()
            .flatMap(visit -> visit.pages().stream())
            .map(VisitedPage::path)
            .distinct()
            .count();
    List<String> missing =
        audit.visits().stream()
            .filter(visit -> !visit.reached())
            .map(visit -> texts.of("state." + EnumName.of(visit.state())))
            .toList();
    String lead = texts.count("lead", pages);
    return missing.isEmpty() ? lead : lead + " " + texts.of("lead.missing", texts.list(missing));
  }

  private Element facts() {
    Element facts = element("dl", "facts");
    fact(facts, "fact.site", audit.site().toString());
    fact(facts, "fact.when", texts.moment(audit.started()));
    fact(facts, "fact.browser", audit.browser());
    fact(
        facts,
        "fact.compared",
        audit.comparedWith().isEmpty()
            ? texts.of("fact.compared.none")
            : String.join(", ", audit.comparedWith()));
    return facts;
  }

  private void fact(Element facts, String key, String value) {
    facts.add(element("div").add(element("dt").text(texts.of(key)), element("dd").text(value)));
  }

  private Element contents() {
    Element list = element("ul", "contents");
    for (String part : CONTENTS) {
      list.add(
          element("li").add(element("a").attr("href", "#" + part).text(texts.of("part." + part))));
    }
    return element("nav").attr("aria-label", texts.of("contents")).add(list);
  }

  // --- the files

  /** Returns the digests of the files in the folder, or at least those that the evidence names. */
  private Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Visit visit : audit.visits()) {
      visit.screenshots().forEach(each -> digests.put(each.file(), each.sha256()));
    }
    if (Files.isDirectory(folder)) {
      digests.putAll(new EvidenceFolder(folder).digests());
      digests.remove(FILE);
    }
    return digests;
  }
}
