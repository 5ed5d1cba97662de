package io.github.consent4j.cli.change;

import io.github.consent4j.cli.change.Entry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What differs between two inventories. If they have different versions of the schema, only the
 * fields of both are compared. Immutable.
 */
public final class InventoryDiff {

  /**
   * A field with another value.
   *
   * @param old empty if the field was not there
   * @param now empty if the field is no longer there
   */
  record Field(String name, String old, String now) {

    boolean isList() {
      return old.contains("\n") || now.contains("\n");
    }
  }

  /** A thing with other fields; the list is not empty. */
  record Change(Entry entry, List<Field> fields) {}

  private final DeclaredInventory before;
  private final DeclaredInventory after;
  private final List<Entry> added;
  private final List<Entry> removed;
  private final List<Change> substance;
  private final List<Change> wording;

  /** Compares two inventories. */
  public InventoryDiff(DeclaredInventory before, DeclaredInventory after) {
    this.before = before;
    this.after = after;
    added = missing(after, before);
    removed = missing(before, after);
    substance = changes(Entry::substance);
    wording = changes(Entry::wording);
  }

  /** What was seen and is not declared counts only if both inventories tell of it. */
  private static List<Entry> missing(DeclaredInventory from, DeclaredInventory in) {
    return from.entries().values().stream()
        .filter(entry -> !in.entries().containsKey(entry.key()))
        .filter(entry -> entry.kind() != Kind.UNDECLARED || in.isObserved())
        .toList();
  }

  private List<Change> changes(Function<Entry, Map<String, String>> fields) {
    List<Change> changes = new ArrayList<>();
    for (Entry now : after.entries().values()) {
      Entry old = before.entries().get(now.key());
      if (old != null) {
        List<Field> some = fields(now.kind(), fields.apply(old), fields.apply(now));
        if (!some.isEmpty()) {
          changes.add(new Change(now, some));
        }
      }
    }
    return List.copyOf(changes);
  }

  private List<Field> fields(Kind kind, Map<String, String> old, Map<String, String> now) {
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      String was = old.getOrDefault(name, "");
      String is = now.getOrDefault(name, "");
      if (!was.equals(is) && isInBoth(kind, name)) {
        fields.add(new Field(name, was, is));
      }
    }
    return fields;
  }

  private boolean isInBoth(Kind kind, String name) {
    if (before.major().equals(after.major())) {
      return true;
    }
    String field = name.replaceFirst(" \\(.*", "");
    // Version 2 repeats the reason of the service at each item that has none.
    boolean isRepeated = kind == Kind.ITEM && field.equals("necessity");
    return !isRepeated && before.fields(kind).contains(field) && after.fields(kind).contains(field);
  }

  /** What is new, in the order of the later inventory. */
  List<Entry> added() {
    return added;
  }

  /** What is gone, in the order of the earlier inventory. */
  List<Entry> removed() {
    return removed;
  }

  /** What has other facts. */
  List<Change> inSubstance() {
    return substance;
  }

  /** What has other words. */
  List<Change> inWording() {
    return wording;
  }

  /** Returns whether anything but words has changed. */
  public boolean isSubstantial() {
    return !added.isEmpty() || !removed.isEmpty() || !substance.isEmpty();
  }

  /** Returns whether nothing has changed. */
  public boolean isEmpty() {
    return !isSubstantial() && wording.isEmpty();
  }
}
