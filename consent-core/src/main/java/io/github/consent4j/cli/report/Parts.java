package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.page.markup.Element;
import java.util.List;

/** Small pieces that several parts of the report use. Immutable. */
record Parts(ReportTexts texts) {

  /** Begins a part of the report with its heading and a sentence about it. */
  Element part(String id) {
    return element("section", "part")
        .attr("id", id)
        .attr("aria-labelledby", id + "-title")
        .add(element("h2").attr("id", id + "-title").text(texts.of("part." + id)))
        .add(element("p").text(texts.of("part." + id + ".about")));
  }

  /** Returns an element with a text that may be in another language. */
  Element said(String name, Wording wording) {
    Element element = element(name).text(wording.text());
    return wording.language().equals(texts.language())
        ? element
        : element.attr("lang", wording.language());
  }

  /** Returns an element with a sentence of the evidence, in English if there is no other one. */
  Element told(String name, String text) {
    return said(name, texts.told(text));
  }

  Element severity(Severity severity) {
    String name = EnumName.of(severity);
    return element("span", "tag " + name).text(texts.of("severity." + name));
  }

  Element passed(boolean passed) {
    return element("span", passed ? "tag passed" : "tag error")
        .text(texts.of(passed ? "check.passed" : "check.failed"));
  }

  static Element hidden(String text) {
    return element("span", "hidden").text(text);
  }

  Element heading(String key) {
    return element("th").attr("scope", "col").text(texts.of(key));
  }

  /** Returns the heading of a column that is about one state. */
  Element heading(VisitState state) {
    return element("th", "state-cell")
        .attr("scope", "col")
        .text(texts.of("state." + EnumName.of(state) + ".short"));
  }

  /** Puts a table into a box that can be scrolled sideways, also by the keyboard. */
  Element sheet(String cssClass, String name, Element head, List<Element> rows) {
    return element("div", "sheet")
        .attr("role", "region")
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .add(
            element("table", cssClass).add(element("thead").add(head), element("tbody").add(rows)));
  }

  static Element row(Element... cells) {
    return element("tr").add(cells);
  }
}
