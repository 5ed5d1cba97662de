package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.Evidence;
import io.github.consent4j.audit.item.Sightings;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.MarkdownText;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A document in Markdown. Texts of a policy are escaped, so that they neither end a cell nor become
 * markup. What visitors never read has English headings. Not thread-safe.
 */
final class Markdown {

  /** Headings of what the pages for visitors do not show. */
  private static final Map<String, String> KINDS =
      Map.of(
          Row.HOST, "Host",
          Row.SCRIPT, "Script file",
          Row.INLINE, "Script in the page",
          Row.SERVICE, "Service");

  /** The number of characters of a day in ISO 8601. */
  private static final int DAY = 10;

  private static final String BEFORE = "Before consent";
  private static final String SEEN = "Seen";

  private final TableWords words;
  private final Optional<Evidence> evidence;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param evidence what was seen; empty for a document of what is declared alone
   */
  Markdown(Policy policy, TableWords words, Optional<Evidence> evidence) {
    this.words = words;
    this.evidence = evidence;
    Site site = policy.site();
    text.append("# ").append(said(site.name())).append(": ").append(heading("stored")).append('\n');
    site.controller()
        .ifPresent(
            controller -> {
              text.append('\n');
              fact("controller", Optional.of(controller.name()));
              fact("address", controller.address());
              fact("contact", controller.contact());
              fact("data-protection-officer", controller.dataProtectionOfficer());
            });
  }

  void category(Category category) {
    text.append("\n## ").append(said(category.title())).append("\n\n");
    text.append(paragraph(words.of(category.description()))).append('\n');
  }

  void service(Service service, List<Row> rows) {
    text.append("\n### ").append(said(service.name())).append("\n\n");
    text.append(paragraph(words.of(service.purpose()))).append("\n\n");
    facts(service);
    text.append('\n');
    headings(
        heading("stored.name"),
        heading("stored.kind"),
        heading("stored.lifetime"),
        heading("stored.purpose"),
        BEFORE);
    rows.forEach(this::row);
  }

  private void facts(Service service) {
    Provider provider = service.provider();
    fact("provider", Optional.of(provider.name()));
    fact("address", provider.address());
    fact("country", provider.country().map(words::country));
    fact(
        "transfers-to",
        Optional.of(
                provider.transfersTo().stream()
                    .map(words::country)
                    .collect(Collectors.joining(", ")))
            .filter(countries -> !countries.isEmpty()));
    fact("safeguard", service.safeguard().map(words::of));
    fact("data-types", service.dataTypes().map(words::of));
    fact("retention", service.retention().map(words::retention));
    fact("privacy", provider.privacyPolicy());
    fact("legal-basis", Optional.of(words.legalBasis(service.legalBasis())));
  }

  private void fact(String key, Optional<String> value) {
    value.ifPresent(
        known ->
            text.append("- ")
                .append(heading(key))
                .append(": ")
                .append(escaped(known))
                .append('\n'));
  }

  private void row(Row row) {
    Optional<CookieDescriptor> stored = row.item().map(DeclaredItem::declared);
    List<String> cells = new ArrayList<>();
    cells.add(escaped(row.name() + place(row)));
    cells.add(stored.map(item -> escaped(words.kind(item.kind()))).orElseGet(() -> kind(row)));
    cells.add(stored.map(item -> escaped(words.lifetime(item))).orElse(""));
    cells.add(stored.map(item -> said(item.purpose())).orElse(""));
    cells.add(row.before().map(Markdown::escaped).orElse("-"));
    evidence.ifPresent(seen -> cells.add(inWords(row.seen(seen))));
    line(cells);
  }

  /** Writes what was seen and is not declared. */
  void undeclared(List<Seen.Item> items) {
    if (!items.isEmpty()) {
      text.append("\n## Seen, but not declared\n\n");
      headings(heading("stored.name"), heading("stored.kind"));
      for (Seen.Item item : items) {
        line(
            List.of(
                escaped(item.name()),
                EnumName.of(item.kind()),
                inWords(new Sightings(List.of(item)))));
      }
    }
  }

  /** Returns how often and when something was seen, in English. */
  private static String inWords(Sightings seen) {
    if (seen.isEmpty()) {
      return "never";
    }
    Seen.ByConsent counts = seen.byConsent();
    return seen.count()
        + (seen.count() == 1 ? " time, " : " times, ")
        + day(seen.first())
        + " to "
        + day(seen.last())
        + (counts.before() > 0 ? "; " + counts.before() + " before consent" : "")
        + (counts.blocked() > 0 ? "; " + counts.blocked() + " blocked" : "");
  }

  private static String day(Optional<Instant> moment) {
    return moment.map(at -> at.toString().substring(0, DAY)).orElse("");
  }

  /** Returns where something is stored, unless it is the whole of the site's own host. */
  private static String place(Row row) {
    return row.item()
        .map(DeclaredItem::declared)
        .filter(item -> item.domain().isPresent() || !item.path().equals("/"))
        .map(
            item ->
                " ("
                    + item.domain().orElse("")
                    + (item.path().equals("/") ? "" : item.path())
                    + ")")
        .orElse("");
  }

  private static String kind(Row row) {
    return KINDS.getOrDefault(row.kind(), row.kind());
  }

  private void headings(String... names) {
    List<String> all = new ArrayList<>(List.of(names));
    evidence.ifPresent(seen -> all.add(SEEN));
    line(all);
    line(all.stream().map(name -> "---").toList());
  }

  private void line(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private String heading(String key) {
    return escaped(words.heading(key));
  }

  private String said(LocalizedText known) {
    return escaped(words.of(known));
  }

  /** Returns a text on one line, without markup. */
  static String escaped(String plain) {
    return MarkdownText.of(plain);
  }

  /** Returns a text that stands at the beginning of a line, where more signs are markup. */
  private static String paragraph(String plain) {
    return escaped(plain)
        .replaceFirst("^([#+=-])", "\\\\$1")
        .replaceFirst("^(\\d{1,9})([.)])", "$1\\\\$2");
  }

  /** Returns the document. */
  @Override
  public String toString() {
    return text.toString();
  }
}
