package io.github.consent4j.cli.change;

import io.github.consent4j.cli.change.Entry.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An inventory that this library has written, of version 1 or 2 of its schema. What follows from
 * other fields, what describes the document itself, and what was counted are left out. Immutable.
 */
public final class DeclaredInventory {

  /** The domain of version 1 for the site's own host. */
  private static final String OWN_HOST = "self";

  /** Fields that are no facts of their own, or are entries of their own. */
  private static final Map<Kind, Set<String>> LEFT_OUT =
      Map.of(
          Kind.POLICY,
          Set.of(
              "schemaVersion",
              "generator",
              "policy",
              "notices",
              "observation",
              "revision",
              "site",
              "categories",
              "undeclared"),
          Kind.SITE,
          Set.of("host"),
          Kind.CATEGORY,
          Set.of("services"),
          Kind.SERVICE,
          Set.of("id", "mark", "cookies", "contacts", "declaredAt"),
          Kind.ITEM,
          Set.of(
              "id",
              "name",
              "nameKind",
              "kind",
              "service",
              "category",
              "provider",
              "legalBasis",
              "declaredAt",
              "evidence"),
          Kind.UNDECLARED,
          Set.of("kind", "name", "evidence"));

  /** Localised fields that are addresses, and so facts. */
  private static final Set<String> ADDRESSES = Set.of("privacyPolicy", "imprint");

  private final String version;
  private final Set<String> languages;
  private final String host;
  private final boolean observed;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<Kind, Set<String>> fields = new EnumMap<>(Kind.class);

  private DeclaredInventory(Map<?, ?> root) throws IOException {
    version = text(root.get("schemaVersion"));
    if (!version.startsWith("1.") && !version.startsWith("2.")) {
      throw new IOException(
          "this inventory has 'schemaVersion' "
              + version
              + ", and this program reads 1 and 2; use the program that wrote it, or a later one");
    }
    languages =
        list(root.get("languages")).stream().map(String::valueOf).collect(Collectors.toSet());
    observed = root.get("undeclared") != null;
    host = text(map(root.get("site")).get("host"));
    add(Kind.POLICY, "", "the policy", root);
    add(Kind.SITE, "", "the site", map(root.get("site")));
    for (Object each : list(root.get("categories"))) {
      addCategory(map(each));
    }
    for (Object each : list(root.get("undeclared"))) {
      Map<?, ?> seen = map(each);
      String words = text(seen.get("kind")) + ' ' + text(seen.get("name"));
      add(Kind.UNDECLARED, words, "undeclared " + words, seen);
    }
  }

  /**
   * Reads an inventory.
   *
   * @throws IOException if it is none, or has a version that this class does not know; the message
   *     says what was expected, and begins with line and column where it can
   */
  public static DeclaredInventory read(byte[] document) throws IOException {
    if (JsonTree.read(document) instanceof Map<?, ?> root
        && root.get("schemaVersion") != null
        && root.get("categories") instanceof List<?>) {
      return new DeclaredInventory(root);
    }
    throw new IOException(
        "1:1: expected an inventory, with 'schemaVersion' and 'categories'; the site serves it at"
            + " /consent/inventory.json");
  }

  private void addCategory(Map<?, ?> category) {
    String id = text(category.get("id"));
    add(Kind.CATEGORY, id, "category " + id, category);
    for (Object each : list(category.get("services"))) {
      Map<?, ?> service = map(each);
      String name = text(service.get("id"));
      add(Kind.SERVICE, name, "service " + name, service);
      for (Object item : list(service.get("cookies"))) {
        addItem(name, map(item));
      }
    }
  }

  private void addItem(String service, Map<?, ?> item) {
    String kind = text(item.get("kind"));
    String name = text(item.get("name"));
    String id = text(item.get("id"));
    add(
        Kind.ITEM,
        id.isEmpty() ? idOf(service, item) : id,
        kind + ' ' + name + " of service " + service,
        item);
  }

  /** Returns the identifier that version 2 gives to an item of version 1. */
  private static String idOf(String service, Map<?, ?> item) {
    String domain = text(item.get("domain")).replaceFirst("^\\.", "");
    String path = text(item.get("path"));
    return service
        + '/'
        + text(item.get("kind"))
        + '/'
        + text(item.get("name"))
        + (domain.equals(OWN_HOST) ? "" : '@' + domain)
        + (path.equals("/") ? "" : path);
  }

  private void add(Kind kind, String id, String label, Map<?, ?> members) {
    Map<String, String> substance = new TreeMap<>();
    Map<String, String> wording = new TreeMap<>();
    Set<String> known = fields.computeIfAbsent(kind, key -> new TreeSet<>());
    members.forEach(
        (key, value) -> {
          String field = String.valueOf(key);
          if (!LEFT_OUT.getOrDefault(kind, Set.of()).contains(field)) {
            addFields(field, value, known);
            flatten(field, value, substance, wording);
          }
        });
    Entry entry = new Entry(kind, id, label, substance, wording);
    entries.putIfAbsent(entry.key(), entry);
  }

  /** Adds the names of a field and of those within it, whether they have a value or not. */
  private static void addFields(String field, @Nullable Object value, Set<String> to) {
    to.add(field);
    if (value instanceof Map<?, ?> object) {
      object.forEach((key, each) -> addFields(field + '.' + key, each, to));
    }
  }

  private void flatten(
      String field,
      @Nullable Object value,
      Map<String, String> substance,
      Map<String, String> wording) {
    if (value instanceof Map<?, ?> object) {
      boolean isText = !object.isEmpty() && languages.containsAll(object.keySet());
      Map<String, String> texts = isText && !ADDRESSES.contains(field) ? wording : substance;
      object.forEach(
          (key, each) -> {
            if (isText) {
              texts.put(field + " (" + key + ')', text(each));
            } else {
              flatten(field + '.' + key, each, substance, wording);
            }
          });
    } else if (value instanceof List<?> elements) {
      // The first language is the default one; other lists have no order that means something.
      List<String> words = elements.stream().map(DeclaredInventory::words).toList();
      Collection<String> ordered = field.equals("languages") ? words : new TreeSet<>(words);
      String text = String.join("\n", ordered);
      put(substance, field, text);
    } else {
      put(
          substance,
          field,
          field.equals("domain") && text(value).equals(host) ? OWN_HOST : text(value));
    }
  }

  /** What is not said is the same as what is unknown. */
  private static void put(Map<String, String> to, String field, String text) {
    if (!text.isEmpty() && !text.equals("unknown")) {
      to.put(field, text);
    }
  }

  private static String words(@Nullable Object element) {
    return element instanceof Map<?, ?> object
        ? object.entrySet().stream()
            .map(member -> member.getKey() + " " + words(member.getValue()))
            .collect(Collectors.joining(", "))
        : text(element);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** Returns the number of the schema that says which fields there are. */
  String major() {
    return version.substring(0, version.indexOf('.'));
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** Returns whether it tells what was seen and is not declared. */
  boolean isObserved() {
    return observed;
  }

  /** Returns the fields that things of a kind have in this inventory. */
  Set<String> fields(Kind kind) {
    return fields.getOrDefault(kind, Set.of());
  }
}
