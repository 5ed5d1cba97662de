package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.Party;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A column of the table for spreadsheets. Names that the JSON has as well are the same. What nobody
 * has declared is empty. Immutable.
 *
 * @param name the heading
 * @param cell makes the text of a cell
 */
record Column(String name, BiFunction<Row, TableWords, String> cell) {

  static final String KIND = "kind";
  static final String NAME = "name";

  /**
   * The columns that every table has, in their order. More may follow, in later versions as well.
   */
  static final List<Column> ALL =
      List.of(
          column("service", row -> row.service().id()),
          said("serviceName", row -> Optional.of(row.service().name())),
          column("category", row -> row.category().id()),
          said("categoryTitle", row -> Optional.of(row.category().title())),
          column(KIND, Row::kind),
          column(NAME, Row::name),
          item("id", item -> Optional.of(item.id())),
          item("domain", DeclaredItem::domain),
          item("hostOnly", item -> item.hostOnly().map(String::valueOf)),
          item("path", item -> Optional.of(item.declared().path())),
          item("party", item -> item.party().map(Party::id)),
          item("setBy", item -> item.setBy().map(CookieDescriptor.SetBy::id)),
          item("lifetime", DeclaredItem::lifetime),
          words("lifetimeInWords", (row, words) -> declared(row).map(words::lifetime)),
          item("secure", item -> item.secure().map(String::valueOf)),
          item("httpOnly", item -> item.httpOnly().map(String::valueOf)),
          item("sameSite", DeclaredItem::sameSite),
          item("partitioned", item -> item.partitioned().map(String::valueOf)),
          said(
              "purpose",
              row -> declared(row).map(CookieDescriptor::purpose).or(() -> ofService(row))),
          column("legalBasis", row -> row.service().legalBasis().id()),
          said("necessity", Column::necessity),
          column("beforeConsent", row -> String.valueOf(row.before().isPresent())),
          column("beforeConsentReason", row -> row.before().orElse("")),
          column("provider", row -> provider(row).name()),
          maybe("providerAddress", row -> provider(row).address()),
          maybe("providerContact", row -> provider(row).contact()),
          maybe("country", row -> provider(row).country()),
          column("transfersTo", row -> String.join(" ", provider(row).transfersTo())),
          said("safeguard", row -> row.service().safeguard()),
          said("recipients", row -> row.service().recipients()),
          said("dataTypes", row -> row.service().dataTypes()),
          words("retention", (row, words) -> row.service().retention().map(words::retention)),
          maybe("privacyPolicy", row -> provider(row).privacyPolicy()),
          maybe("optOut", row -> provider(row).optOut()),
          column("unconfirmed", row -> String.valueOf(provider(row).isUnconfirmed())),
          item("checked", DeclaredItem::checked),
          column("sources", row -> sources(row.service())));

  private static Column column(String name, Function<Row, String> cell) {
    return new Column(name, (row, words) -> cell.apply(row));
  }

  private static Column maybe(String name, Function<Row, Optional<String>> cell) {
    return new Column(name, (row, words) -> cell.apply(row).orElse(""));
  }

  private static Column item(String name, Function<DeclaredItem, Optional<String>> cell) {
    return maybe(name, row -> row.item().flatMap(cell));
  }

  private static Column words(String name, BiFunction<Row, TableWords, Optional<String>> cell) {
    return new Column(name, (row, words) -> cell.apply(row, words).orElse(""));
  }

  private static Column said(String name, Function<Row, Optional<LocalizedText>> cell) {
    return words(name, (row, words) -> cell.apply(row).map(words::of));
  }

  private static Optional<CookieDescriptor> declared(Row row) {
    return row.item().map(DeclaredItem::declared);
  }

  private static Optional<LocalizedText> ofService(Row row) {
    return Optional.of(row.service().purpose());
  }

  private static Optional<LocalizedText> necessity(Row row) {
    return row.item().map(DeclaredItem::necessity).orElseGet(() -> row.service().necessity());
  }

  private static Provider provider(Row row) {
    return row.service().provider();
  }

  /** Returns where the facts about a service were read, and when. */
  private static String sources(Service service) {
    return String.join(
        "; ",
        service.sources().stream()
            .map(source -> source.from() + " (" + source.checked() + ")")
            .toList());
  }
}
