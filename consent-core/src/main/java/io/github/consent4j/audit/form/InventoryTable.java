package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.format.CsvText;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that a policy declares, as a table for people in one language. The lines have the
 * order of the policy, and the same policy gives the same bytes. Immutable and thread-safe.
 */
public final class InventoryTable {

  private final DeclaredItems items;
  private final TableWords words;
  private final BeforeConsent before;
  private final boolean onlyBefore;

  /**
   * @param policy the policy to list
   * @param language a language tag; what is not there in this language is in the policy's default
   *     language
   */
  public InventoryTable(Policy policy, String language) {
    this(new DeclaredItems(policy), new TableWords(policy, language), false);
  }

  private InventoryTable(DeclaredItems items, TableWords words, boolean onlyBefore) {
    this.items = items;
    this.words = words;
    this.before = new BeforeConsent(items.policy(), words);
    this.onlyBefore = onlyBefore;
  }

  /** Returns the table of what may be stored, contacted or run before a visitor decides. */
  public InventoryTable beforeConsent() {
    return new InventoryTable(items, words, true);
  }

  /** Returns the table for spreadsheets (RFC 4180) in UTF-8, with the names of its columns. */
  public byte[] toCsv() {
    StringBuilder csv = new StringBuilder(CsvText.BYTE_ORDER_MARK);
    csv.append(CsvText.row(Column.ALL.stream().map(Column::name).toList()));
    for (Category category : items.policy().categories()) {
      for (Service service : category.services()) {
        for (Row row : rows(category, service)) {
          csv.append(
              CsvText.row(
                  Column.ALL.stream().map(column -> column.cell().apply(row, words)).toList()));
        }
      }
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the tables as Markdown (CommonMark with tables) in UTF-8, one for each service. */
  public byte[] toMarkdown() {
    Markdown markdown = new Markdown(items.policy(), words);
    for (Category category : items.policy().categories()) {
      boolean titled = false;
      for (Service service : category.services()) {
        List<Row> rows = rows(category, service);
        if (!rows.isEmpty()) {
          if (!titled) {
            markdown.category(category);
            titled = true;
          }
          markdown.service(service, rows);
        }
      }
    }
    return markdown.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<Row> rows(Category category, Service service) {
    List<Row> rows = new ArrayList<>();
    for (DeclaredItem item : items.of(category, service)) {
      rows.add(Row.of(item, before));
    }
    Stream<Row> loads = Row.loads(category, service, before);
    loads.forEach(rows::add);
    if (rows.isEmpty()) {
      rows.add(Row.ofNothing(category, service, before));
    }
    if (onlyBefore) {
      rows.removeIf(row -> row.before().isEmpty());
    }
    return rows;
  }
}
