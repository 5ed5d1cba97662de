package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong and what to do: one article for each broken rule, with all evidence for it. */
final class FindingsPart {

  private static final int MOST_PAGES = 3;
  private static final Pattern DECLARED = Pattern.compile("\\(([^()]+)\\)\\.$");

  private final ReportTexts texts;
  private final Parts parts;
  private final Audit audit;
  private final Map<String, Thing> things = new LinkedHashMap<>();

  FindingsPart(Parts parts, Audit audit, List<Thing> things) {
    this.texts = parts.texts();
    this.parts = parts;
    this.audit = audit;
    things.forEach(thing -> this.things.putIfAbsent(thing.subject(), thing));
  }

  Element section() {
    Element section = parts.part("findings");
    List<Finding> open = audit.findings().stream().filter(f -> f.waiver().isEmpty()).toList();
    if (open.isEmpty()) {
      section.add(element("p", "fine").text(texts.of("findings.none")));
    }
    byRule(open).forEach((rule, some) -> section.add(article(rule, some)));
    List<Finding> waived = audit.findings().stream().filter(f -> f.waiver().isPresent()).toList();
    if (!waived.isEmpty()) {
      section
          .add(element("h3").text(texts.of("findings.waived")))
          .add(element("ul", "evidence").add(waived.stream().map(this::waived).toList()));
    }
    return section;
  }

  private static Map<Rule, List<Finding>> byRule(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(finding -> finding.rule().severity()))
        .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
  }

  private Element article(Rule rule, List<Finding> findings) {
    return element("article", "finding " + EnumName.of(rule.severity()))
        .attr("id", "finding-" + rule.id())
        .add(parts.severity(rule.severity()))
        .add(parts.said("h3", texts.title(rule)))
        .add(parts.said("p", texts.why(rule)).attr("class", "why"))
        .add(
            element("p", "do")
                .add(element("b").text(texts.of("finding.do")))
                .text(" ")
                .add(parts.said("span", texts.action(rule))))
        .add(element("ul", "evidence").add(findings.stream().map(this::evidence).toList()))
        .add(
            element("p", "source")
                .text(rule.source().isEmpty() ? "" : texts.of("finding.source") + " ")
                .add(parts.told("span", rule.source()))
                .text(rule.source().isEmpty() ? "" : " \u00b7 ")
                .text(texts.of("finding.rule") + " ")
                .add(element("code").text(rule.id())));
  }

  private Element evidence(Finding finding) {
    Element item = element("li");
    Thing thing = things.get(finding.subject());
    if (thing == null) {
      item.add(parts.told("p", finding.message()));
    } else {
      item.add(named(thing))
          .add(
              element("p", "where")
                  .text(String.join(" \u00b7 ", facts(thing)))
                  .add(declaration(finding)));
    }
    finding
        .place()
        .ifPresent(
            place -> item.add(element("p", "where").add(element("code").text(place.toString()))));
    return item;
  }

  private Element named(Thing thing) {
    Element named = element("p");
    thing
        .stored()
        .ifPresentOrElse(
            stored ->
                named
                    .add(element("code").text(stored.name()))
                    .add(
                        element("span")
                            .text(
                                " "
                                    + texts.of(
                                        "fact.of",
                                        texts.of("kind." + EnumName.of(stored.kind())),
                                        stored.domain()))),
            () -> named.add(element("code").text(thing.subject())));
    return named;
  }

  /** Returns who declares it, which messages tell in brackets at their end. */
  private List<Content> declaration(Finding finding) {
    Matcher who = DECLARED.matcher(finding.message());
    if (!who.find()) {
      return List.of();
    }
    return List.of(new Content.Text(" \u00b7 "), parts.told("span", who.group(1)));
  }

  private List<String> facts(Thing thing) {
    List<String> facts = new ArrayList<>();
    facts.add(texts.list(thing.states().stream().map(this::name).toList()));
    if (!thing.pages().isEmpty()) {
      facts.add(
          texts.of(
              "fact.pages",
              thing.pages().stream().limit(MOST_PAGES).collect(Collectors.joining(", "))));
    }
    thing.stored().ifPresent(stored -> facts.addAll(facts(texts, stored)));
    if (!thing.contacts().isEmpty()) {
      facts.add(texts.count("fact.times", thing.times(), thing.types()));
    }
    return facts;
  }

  private String name(VisitState state) {
    return texts.of("state." + EnumName.of(state));
  }

  /** Returns what is known about something stored, apart from its name. */
  static List<String> facts(ReportTexts texts, Stored stored) {
    List<String> facts = new ArrayList<>();
    if (stored.kind() == Stored.Kind.COOKIE) {
      facts.add(texts.lifetime(stored.seconds()));
    }
    facts.add(texts.of("fact.by." + EnumName.of(stored.setBy())));
    String flags = flags(stored.flags());
    if (!flags.isEmpty()) {
      facts.add(flags);
    }
    return facts;
  }

  private static String flags(Stored.Flags flags) {
    List<String> words = new ArrayList<>();
    if (flags.secure()) {
      words.add("Secure");
    }
    if (flags.httpOnly()) {
      words.add("HttpOnly");
    }
    if (!flags.sameSite().isEmpty()) {
      words.add("SameSite=" + flags.sameSite());
    }
    if (flags.partitioned()) {
      words.add("Partitioned");
    }
    return String.join(", ", words);
  }

  private Element waived(Finding finding) {
    return element("li")
        .add(parts.told("p", finding.message()))
        .add(
            element("p", "where")
                .text(texts.of("finding.waiver", finding.waiver().orElse("")))
                .text(" \u00b7 ")
                .add(element("code").text(finding.rule().id())));
  }
}
