package io.github.consent4j.policy.reader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of a mapping, as a JSON Schema. Not thread-safe. */
final class SchemaShape {

  /** A language tag; the reader knows more exactly which of them are languages. */
  private static final String LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Value> keys = new TreeMap<>();
  private final Set<String> required = new TreeSet<>();
  private boolean open;

  Value key(String name) {
    return keys.computeIfAbsent(name, key -> new Value());
  }

  void require(String... names) {
    required.addAll(List.of(names));
  }

  /** Notes that the keys are not fixed. */
  void open() {
    open = true;
  }

  /**
   * Returns the schema of the mapping.
   *
   * @param path the path of the mapping; it ends in a dot, or is empty for the root
   * @param explanation returns what a key means, by its path; empty if nothing is known
   */
  ObjectNode schema(String path, Function<String, String> explanation) {
    ObjectNode schema = JSON.createObjectNode();
    schema.putArray("type").add("object").add("null");
    if (open) {
      for (Value value : keys.values()) {
        schema.set("additionalProperties", value.schema(path + "*", explanation));
      }
      return schema;
    }
    ObjectNode properties = schema.putObject("properties");
    keys.forEach((name, value) -> properties.set(name, value.schema(path + name, explanation)));
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    return schema;
  }

  /** What can stand behind a key. */
  static final class Value {

    private final Set<String> words = new LinkedHashSet<>();
    private boolean scalar;
    private boolean flag;
    private boolean list;
    private boolean localized;
    private SchemaShape mapping;
    private SchemaShape items;
    private SchemaShape entries;
    private String entryWord = "";

    void scalar() {
      scalar = true;
    }

    void flag() {
      flag = true;
    }

    void oneOf(Collection<String> ids) {
      words.addAll(ids);
    }

    void words() {
      list = true;
    }

    void localized() {
      localized = true;
    }

    SchemaShape mapping() {
      mapping = mapping == null ? new SchemaShape() : mapping;
      return mapping;
    }

    SchemaShape items() {
      items = items == null ? new SchemaShape() : items;
      return items;
    }

    SchemaShape entries(String word) {
      entryWord = word;
      entries = entries == null ? new SchemaShape() : entries;
      return entries;
    }

    private ObjectNode schema(String path, Function<String, String> explanation) {
      ArrayNode any = JSON.createArrayNode();
      if (!words.isEmpty()) {
        any.add(oneOf());
        any.add(fromOutside());
      } else if (flag) {
        any.addObject().put("type", "boolean");
        ArrayNode names = any.addObject().putArray("enum");
        List.of("true", "false", "on", "off", "yes", "no").forEach(names::add);
        any.add(fromOutside());
      } else if (scalar || list || localized) {
        any.add(anyScalar());
      }
      if (list) {
        ObjectNode array = any.addObject().put("type", "array");
        array.set("items", anyScalar());
      }
      if (localized) {
        ObjectNode byLanguage = any.addObject().put("type", "object");
        byLanguage.putObject("propertyNames").put("pattern", LANGUAGE);
        byLanguage.set("additionalProperties", anyScalar());
      }
      if (mapping != null) {
        any.add(mapping.schema(path + ".", explanation));
      }
      if (items != null) {
        ObjectNode array = any.addObject().put("type", "array");
        array.set("items", items.schema(path + "[].", explanation));
      }
      if (entries != null) {
        any.add(entries(path, explanation));
      }
      if (words.isEmpty() && mapping == null && entries == null) {
        any.addObject().put("type", "null");
      }
      return described(any, explanation.apply(path));
    }

    private static ObjectNode described(ArrayNode any, String explanation) {
      ObjectNode schema = JSON.createObjectNode();
      if (!explanation.isEmpty()) {
        schema.put("description", explanation);
      }
      if (any.size() == 1) {
        schema.setAll((ObjectNode) any.get(0));
      } else {
        schema.set("anyOf", any);
      }
      return schema;
    }

    private ObjectNode entries(String path, Function<String, String> explanation) {
      ObjectNode entry = entries.schema(path + ".*.", explanation);
      ObjectNode schema = JSON.createObjectNode();
      schema.putArray("type").add("object").add("null");
      if (entryWord.isEmpty()) {
        schema.set("additionalProperties", entry);
      } else {
        ArrayNode either = schema.putObject("additionalProperties").putArray("anyOf");
        either.add(entry);
        either.addObject().put("const", entryWord);
      }
      return schema;
    }

    private ObjectNode oneOf() {
      ObjectNode schema = JSON.createObjectNode();
      ArrayNode values = schema.putArray("enum");
      words.stream().sorted(Comparator.naturalOrder()).forEach(values::add);
      // Tools write the words on and off as truth values.
      if (words.contains("on")) {
        values.add(true);
      }
      if (words.contains("off")) {
        values.add(false);
      }
      values.addNull();
      return schema;
    }

    private static ObjectNode fromOutside() {
      return JSON.createObjectNode().put("type", "string").put("pattern", "\\$\\{.+\\}");
    }

    private static ObjectNode anyScalar() {
      ObjectNode schema = JSON.createObjectNode();
      schema.putArray("type").add("string").add("number").add("boolean").add("null");
      return schema;
    }
  }
}
