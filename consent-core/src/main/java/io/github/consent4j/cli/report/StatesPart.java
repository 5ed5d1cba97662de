package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.page.markup.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The four states side by side, and a table of what was there in which of them. */
final class StatesPart {

  private static final String[] GROUPS = {"third-parties", "cookies", "storage"};

  private final Parts parts;
  private final ReportTexts texts;
  private final Audit audit;
  private final List<Thing> things;
  private final Pictures pictures;

  StatesPart(Parts parts, Audit audit, List<Thing> things, Pictures pictures) {
    this.parts = parts;
    this.texts = parts.texts();
    this.audit = audit;
    this.things = things;
    this.pictures = pictures;
  }

  Element section() {
    Element section =
        parts
            .part("states")
            .add(element("ul", "states").add(audit.visits().stream().map(this::card).toList()));
    if (things.isEmpty()) {
      return section.add(element("p", "text").text(texts.of("things.none")));
    }
    return section.add(element("h3").text(texts.of("things.title"))).add(legend()).add(matrix());
  }

  // --- cards

  private Element card(Visit visit) {
    VisitState state = visit.state();
    String name = EnumName.of(state);
    Element body =
        element("div")
            .add(element("h3").text(texts.of("state." + name + ".title")))
            .add(how(visit));
    if (visit.reached()) {
      body.add(element("dl", "numbers").add(number(state, 0), number(state, 1), number(state, 2)));
    }
    return element("li", "state").add(picture(visit)).add(body);
  }

  private Element how(Visit visit) {
    Element how = element("p", "how");
    if (!visit.reached()) {
      return how.text(texts.of("state.unreached") + " ").add(parts.told("span", visit.how()));
    }
    String name = EnumName.of(visit.state());
    return visit.how().isEmpty()
        ? how.text(texts.of("state." + name + ".how"))
        : how.add(parts.told("span", visit.how()));
  }

  private Element picture(Visit visit) {
    String what = texts.of("picture.state", texts.of("state." + EnumName.of(visit.state())));
    return visit.screenshots().stream()
        .max(Comparator.comparingInt(Screenshot::width))
        .flatMap(widest -> pictures.of(widest, what))
        .map(image -> element("div", "shot").add(image))
        .orElseGet(() -> element("div", "shot none").text(texts.of("picture.none")));
  }

  private Element number(VisitState state, int group) {
    List<Thing> there =
        things.stream()
            .filter(thing -> thing.group() == group && thing.states().contains(state))
            .toList();
    boolean hit =
        there.stream()
            .anyMatch(thing -> thing.issue(state).filter(Severity.ERROR::equals).isPresent());
    Element number = element("div").add(element("dt").text(texts.of("number." + GROUPS[group])));
    return (hit ? number.attr("class", "hit") : number)
        .add(element("dd").text(String.valueOf(there.size())));
  }

  // --- the table

  private Element legend() {
    return element("ul", "legend")
        .add(
            entry("mark", "legend.there"),
            entry("mark bad", "legend.bad"),
            entry("mark doubt", "legend.doubt"));
  }

  private Element entry(String mark, String key) {
    return element("li").add(element("span", mark)).text(texts.of(key));
  }

  private Element matrix() {
    Element head = element("tr").add(parts.heading("things.what"));
    audit.visits().forEach(visit -> head.add(parts.heading(visit.state())));
    List<Element> rows = new ArrayList<>();
    for (int group = 0; group < GROUPS.length; group++) {
      int wanted = group;
      List<Thing> some = things.stream().filter(thing -> thing.group() == wanted).toList();
      if (!some.isEmpty()) {
        rows.add(
            element("tr", "group")
                .add(
                    element("th")
                        .attr("scope", "colgroup")
                        .attr("colspan", String.valueOf(1 + audit.visits().size()))
                        .text(texts.count("group." + GROUPS[group], some.size()))));
        some.forEach(thing -> rows.add(row(thing)));
      }
    }
    return parts.sheet("matrix", texts.of("things.title"), head, rows);
  }

  private Element row(Thing thing) {
    Element name = element("th").attr("scope", "row");
    if (thing.findings().isEmpty()) {
      name.add(element("code").text(title(thing)));
    } else {
      name.add(
          element("a")
              .attr("href", "#finding-" + thing.findings().get(0).rule().id())
              .add(element("code").text(title(thing))));
    }
    Element row = element("tr").add(name.text(" ").add(element("small").text(about(thing))));
    audit.visits().forEach(visit -> row.add(cell(thing, visit)));
    return row;
  }

  private static String title(Thing thing) {
    return thing.stored().map(stored -> stored.name()).orElse(thing.subject());
  }

  private String about(Thing thing) {
    List<String> about = new ArrayList<>();
    thing
        .stored()
        .ifPresent(
            stored -> {
              about.add(stored.domain());
              if (thing.group() == 2) {
                about.add(texts.of("kind." + EnumName.of(stored.kind())));
              }
              about.addAll(FindingsPart.facts(texts, stored));
              if (stored.thirdParty()) {
                about.add(texts.of("fact.third-party"));
              }
            });
    if (!thing.contacts().isEmpty()) {
      about.add(texts.count("fact.times", thing.times(), thing.types()));
    }
    return String.join(" \u00b7 ", about);
  }

  private Element cell(Thing thing, Visit visit) {
    Element cell = element("td", "state-cell");
    if (!visit.reached()) {
      return cell.add(element("span", "absent").attr("aria-hidden", "true").text("?"))
          .text(" ")
          .add(Parts.hidden(texts.of("cell.unknown")));
    }
    if (!thing.states().contains(visit.state())) {
      return cell.add(element("span", "absent").attr("aria-hidden", "true").text("\u2013"))
          .text(" ")
          .add(Parts.hidden(texts.of("cell.absent")));
    }
    Optional<Severity> issue = thing.issue(visit.state());
    String mark =
        issue
            .map(severity -> severity == Severity.ERROR ? "mark bad" : "mark doubt")
            .orElse("mark");
    String key =
        issue
            .map(severity -> severity == Severity.ERROR ? "cell.bad" : "cell.doubt")
            .orElse("cell.there");
    return cell.add(element("span", mark)).add(Parts.hidden(texts.of(key)));
  }
}
