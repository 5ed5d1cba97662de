package io.github.consent4j.cli.change;

import io.github.consent4j.cli.change.InventoryDiff.Change;
import io.github.consent4j.cli.change.InventoryDiff.Field;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.MarkdownText;
import java.util.ArrayList;
import java.util.List;

/** What differs between two inventories, as lines, as JSON and as Markdown. Immutable. */
public final class DiffReport {

  private final InventoryDiff diff;

  /** Makes the report of a comparison. */
  public DiffReport(InventoryDiff diff) {
    this.diff = diff;
  }

  private String summary() {
    return diff.added().size()
        + " added, "
        + diff.removed().size()
        + " removed, "
        + diff.inSubstance().size()
        + " changed in substance, "
        + diff.inWording().size()
        + " changed in wording";
  }

  // --- text

  /** Returns the report as lines, the last of which counts. */
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    add(lines, "Added:", diff.added());
    add(lines, "Removed:", diff.removed());
    addChanges(lines, "Changed in substance:", diff.inSubstance());
    addChanges(lines, "Changed in wording:", diff.inWording());
    lines.add(diff.isEmpty() ? "Nothing has changed in the inventory." : summary());
    return lines;
  }

  private static void add(List<String> lines, String heading, List<Entry> entries) {
    if (!entries.isEmpty()) {
      lines.add(heading);
      entries.forEach(entry -> lines.add("  " + entry.label() + facts(entry)));
    }
  }

  /** Returns what tells most of something that is new or gone. */
  private static String facts(Entry entry) {
    String field =
        switch (entry.kind()) {
          case SERVICE -> "category";
          case ITEM -> "lifetime";
          default -> "";
        };
    String value = entry.substance().get(field);
    return value == null ? "" : " (" + (field.equals("category") ? "category " : "") + value + ")";
  }

  private static void addChanges(List<String> lines, String heading, List<Change> changes) {
    if (!changes.isEmpty()) {
      lines.add(heading);
    }
    for (Change change : changes) {
      lines.add("  " + change.entry().label());
      change.fields().forEach(field -> lines.add("    " + field.name() + ": " + words(field)));
    }
  }

  private static String words(Field field) {
    if (!field.isList()) {
      return quoted(field.old()) + " -> " + quoted(field.now());
    }
    List<String> old = field.old().lines().toList();
    List<String> now = field.now().lines().toList();
    List<String> words = new ArrayList<>();
    now.stream().filter(one -> !old.contains(one)).forEach(one -> words.add("added '" + one + "'"));
    old.stream()
        .filter(one -> !now.contains(one))
        .forEach(one -> words.add("removed '" + one + "'"));
    return words.isEmpty() ? "another order" : String.join(", ", words);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : "'" + text + "'";
  }

  // --- JSON

  /** Writes the report as four members of an object. */
  public void write(JsonWriter json) {
    write(json, "added", diff.added());
    write(json, "removed", diff.removed());
    writeChanges(json, "changedInSubstance", diff.inSubstance());
    writeChanges(json, "changedInWording", diff.inWording());
  }

  private static void write(JsonWriter json, String name, List<Entry> entries) {
    json.beginArray(name);
    for (Entry entry : entries) {
      json.beginObject();
      json.field("kind", EnumName.of(entry.kind()));
      json.field("id", entry.id());
      json.endObject();
    }
    json.endArray();
  }

  private static void writeChanges(JsonWriter json, String name, List<Change> changes) {
    json.beginArray(name);
    for (Change change : changes) {
      json.beginObject();
      json.field("kind", EnumName.of(change.entry().kind()));
      json.field("id", change.entry().id());
      json.beginArray("fields");
      for (Field field : change.fields()) {
        json.beginObject();
        json.field("field", field.name());
        json.field("old", field.old().isEmpty() ? null : field.old());
        json.field("new", field.now().isEmpty() ? null : field.now());
        json.endObject();
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
  }

  // --- Markdown

  /** Returns the report as Markdown, without a title. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append(diff.isEmpty() ? "Nothing has changed in the inventory" : summary()).append(".\n");
    append(text, "Added", diff.added());
    append(text, "Removed", diff.removed());
    appendChanges(text, "Changed in substance", diff.inSubstance());
    appendChanges(text, "Changed in wording", diff.inWording());
    return text.toString();
  }

  private static void append(StringBuilder text, String heading, List<Entry> entries) {
    if (!entries.isEmpty()) {
      text.append("\n## ").append(heading).append('\n');
      entries.forEach(
          entry ->
              text.append("- ").append(MarkdownText.of(entry.label() + facts(entry))).append('\n'));
    }
  }

  private static void appendChanges(StringBuilder text, String heading, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    text.append("\n## ")
        .append(heading)
        .append("\n| what | field | before | now |\n|---|---|---|---|\n");
    for (Change change : changes) {
      for (Field field : change.fields()) {
        text.append("| ")
            .append(MarkdownText.of(change.entry().label()))
            .append(" | ")
            .append(MarkdownText.of(field.name()))
            .append(" | ")
            .append(MarkdownText.of(field.old()))
            .append(" | ")
            .append(MarkdownText.of(field.now()))
            .append(" |\n");
      }
    }
  }
}
