package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.audit.item.Evidence;
import io.github.consent4j.audit.item.Sightings;
import io.github.consent4j.format.CsvText;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.Seen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a policy declares, as a table for people in one language. The lines have the
 * order of the policy, and the same policy gives the same bytes. Immutable and thread-safe.
 */
public final class InventoryTable {

  private final DeclaredItems items;
  private final TableWords words;
  private final BeforeConsent before;
  private final boolean onlyBefore;
  private final Optional<Evidence> evidence;

  /**
   * @param policy the policy to list
   * @param language a language tag; what is not there in this language is in the policy's default
   *     language
   */
  public InventoryTable(Policy policy, String language) {
    this(new DeclaredItems(policy), new TableWords(policy, language), false, Optional.empty());
  }

  private InventoryTable(
      DeclaredItems items, TableWords words, boolean onlyBefore, Optional<Evidence> evidence) {
    this.items = items;
    this.words = words;
    this.before = new BeforeConsent(items.policy(), words);
    this.onlyBefore = onlyBefore;
    this.evidence = evidence;
  }

  /**
   * Returns the table of what may be stored, contacted or run before a visitor decides, and of what
   * was seen before that without being declared.
   */
  public InventoryTable beforeConsent() {
    return new InventoryTable(items, words, true, evidence);
  }

  /**
   * Returns the table with what was seen of each line, and with lines for what was seen and is not
   * declared. It is for the operator and the auditor, not for everybody.
   */
  public InventoryTable observed(Collection<? extends Seen.Item> observed) {
    return new InventoryTable(items, words, onlyBefore, Optional.of(new Evidence(items, observed)));
  }

  /** Returns the names of the columns of the table for spreadsheets. */
  public List<String> columns() {
    List<String> names = new ArrayList<>(Column.ALL.stream().map(Column::name).toList());
    if (evidence.isPresent()) {
      names.add(SeenColumn.EVIDENCE);
      SeenColumn.ALL.forEach(column -> names.add(column.name()));
    }
    return names;
  }

  /** Returns the table for spreadsheets (RFC 4180) in UTF-8, with the names of its columns. */
  public byte[] toCsv() {
    return toCsv(columns());
  }

  /**
   * Returns some columns of the table for spreadsheets.
   *
   * @param columns names of {@link #columns()}, in the order of the table to write
   */
  public byte[] toCsv(List<String> columns) {
    List<String> all = columns();
    List<Integer> places = columns.stream().map(all::indexOf).toList();
    StringBuilder csv = new StringBuilder(CsvText.BYTE_ORDER_MARK);
    csv.append(row(all, places));
    for (Category category : items.policy().categories()) {
      for (Service service : category.services()) {
        rows(category, service).forEach(row -> csv.append(row(cells(row), places)));
      }
    }
    undeclared().forEach(seen -> csv.append(row(cells(seen), places)));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String row(List<String> cells, List<Integer> places) {
    return CsvText.row(places.stream().map(cells::get).toList());
  }

  private List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    Column.ALL.forEach(column -> cells.add(column.cell().apply(row, words)));
    if (evidence.isPresent()) {
      Sightings seen = row.seen(evidence.get());
      cells.add(seen.isEmpty() ? "declared" : "both");
      SeenColumn.ALL.forEach(column -> cells.add(column.cell().apply(seen)));
    }
    return cells;
  }

  /** Returns the cells of what is not declared. */
  private static List<String> cells(Seen.Item item) {
    List<String> cells = new ArrayList<>();
    for (Column column : Column.ALL) {
      cells.add(
          switch (column.name()) {
            case Column.KIND -> EnumName.of(item.kind());
            case Column.NAME -> item.name();
            default -> "";
          });
    }
    cells.add("observed");
    Sightings seen = new Sightings(List.of(item));
    SeenColumn.ALL.forEach(column -> cells.add(column.cell().apply(seen)));
    return cells;
  }

  /** Returns the tables as Markdown (CommonMark with tables) in UTF-8, one for each service. */
  public byte[] toMarkdown() {
    Markdown markdown = new Markdown(items.policy(), words, evidence);
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
    markdown.undeclared(undeclared());
    return markdown.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<Row> rows(Category category, Service service) {
    List<Row> rows = new ArrayList<>();
    for (DeclaredItem item : items.of(category, service)) {
      rows.add(Row.of(item, before));
    }
    Row.loads(category, service, before).forEach(rows::add);
    if (rows.isEmpty()) {
      rows.add(Row.ofNothing(category, service, before));
    }
    if (onlyBefore) {
      rows.removeIf(row -> row.before().isEmpty());
    }
    return rows;
  }

  private List<Seen.Item> undeclared() {
    return evidence.map(Evidence::undeclared).orElse(List.of()).stream()
        .filter(item -> !onlyBefore || item.byConsent().before() > 0)
        .toList();
  }
}
