package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A document in Markdown. Texts of a policy are escaped, so that they neither end a cell nor become
 * markup. What visitors never read has English headings. Not thread-safe.
 */
final class Markdown {

  private static final String MARKUP = "\\`*_{}[]<>|&~";

  /** Headings of what the pages for visitors do not show. */
  private static final Map<String, String> KINDS =
      Map.of(
          Row.HOST, "Host",
          Row.SCRIPT, "Script file",
          Row.INLINE, "Script in the page",
          Row.SERVICE, "Service");

  private static final String BEFORE = "Before consent";

  private final TableWords words;
  private final StringBuilder text = new StringBuilder();

  Markdown(Policy policy, TableWords words) {
    this.words = words;
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
    line(
        heading("stored.name"),
        heading("stored.kind"),
        heading("stored.lifetime"),
        heading("stored.purpose"),
        BEFORE);
    text.append("| --- | --- | --- | --- | --- |\n");
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
    line(
        escaped(row.name() + place(row)),
        stored.map(item -> escaped(words.kind(item.kind()))).orElseGet(() -> kind(row)),
        stored.map(item -> escaped(words.lifetime(item))).orElse(""),
        stored.map(item -> said(item.purpose())).orElse(""),
        row.before().map(Markdown::escaped).orElse("-"));
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

  private void line(String... cells) {
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
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    String line = plain.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029]+", " ").strip();
    for (int i = 0; i < line.length(); i++) {
      if (MARKUP.indexOf(line.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(line.charAt(i));
    }
    return escaped.toString();
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
