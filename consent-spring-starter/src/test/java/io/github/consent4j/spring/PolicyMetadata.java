package io.github.consent4j.spring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What editors are told about {@code consent.policy}: made of the JSON Schema, which is made of
 * what the reader asks for, and of the defaults that the README names.
 */
final class PolicyMetadata {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PREFIX = "consent.policy";
  private static final String TEXT = "java.lang.String";
  private static final String TEXTS = "java.util.List<java.lang.String>";
  private static final String MAP = "java.util.Map<java.lang.String,java.lang.Object>";
  private static final String MAPS = "java.util.List<" + MAP + ">";

  /** The categories of which the library has texts. */
  private static final List<String> CATEGORIES =
      List.of("necessary", "functional", "statistics", "marketing", "external-media");

  /** What is said of keys that have only keys below them. */
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "audit.waive", "Warnings and notes of the check that you accept, each with a reason.",
          "categories", "What visitors are asked about, by the id of the category.",
          "services", "Services of your own, and corrections of known ones, by their id.",
          "signals", "Tools that receive the decision, by category or service.",
          "texts", "Your own text for the pages, by language and key.");

  private final Map<String, String> defaults;
  private final Catalogue catalogue = BuiltInCatalogue.load();

  /** All keys of the policy with their schema; {@code *} stands for any name. */
  private final Map<String, JsonNode> keys = new TreeMap<>();

  PolicyMetadata(Map<String, String> defaults) throws IOException {
    this.defaults = defaults;
    try (InputStream in = PolicyReader.class.getResourceAsStream("consent.schema.json")) {
      collect("", JSON.readTree(in));
    }
  }

  private void collect(String prefix, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(
            key -> {
              // It is an error whatever its value is, so nobody is invited to write it.
              if (!(prefix + key.getKey()).equals("categories.*.default")) {
                keys.put(prefix + key.getKey(), key.getValue());
                collect(prefix + key.getKey() + '.', key.getValue());
              }
            });
    schema.path("anyOf").forEach(each -> collect(prefix, each));
    JsonNode named = schema.path("additionalProperties");
    if (named.isObject() && !prefix.isEmpty() && !isByLanguage(schema)) {
      if (isLeaf(named)) {
        keys.put(prefix + '*', named);
      }
      collect(prefix + "*.", named);
    }
  }

  private static boolean isByLanguage(JsonNode schema) {
    return schema.has("propertyNames");
  }

  private static boolean isLeaf(JsonNode schema) {
    return schema.findValue("properties") == null
        && !schema.path("additionalProperties").isObject();
  }

  /** Returns the keys that can be written as properties, in which {@code *} stands for any name. */
  Collection<String> names() {
    return keys.keySet().stream()
        .filter(key -> isLeaf(keys.get(key)) || key.equals("revision") || isList(keys.get(key)))
        .filter(key -> !key.equals("rendering.*"))
        .toList();
  }

  private static boolean isList(JsonNode schema) {
    return !TEXT.equals(type(schema)) && type(schema).startsWith("java.util.List");
  }

  /** Puts the properties below {@code consent.policy} and their hints into the metadata. */
  void addTo(ObjectNode metadata) {
    ArrayNode properties = (ArrayNode) metadata.get("properties");
    List<JsonNode> others = new ArrayList<>();
    properties.forEach(
        property -> {
          if (!property.get("name").asText().startsWith(PREFIX + '.')) {
            others.add(property);
          }
        });
    properties.removeAll().addAll(others);
    ArrayNode groups = (ArrayNode) metadata.get("groups");
    JsonNode whole = groups.get(0);
    groups.removeAll().add(whole).addObject().put("name", PREFIX).put("type", MAP);
    ArrayNode hints = metadata.putArray("hints");
    hint(hints, "consent.when-disabled", List.of("allowed", "undecided"));
    provider(hints, "consent.config", "handle-as", "org.springframework.core.io.Resource");
    for (Map.Entry<String, JsonNode> key : keys.entrySet()) {
      if (isGroup(key.getKey())) {
        groups.addObject().put("name", PREFIX + '.' + key.getKey()).put("type", MAP);
      } else {
        for (String name : concrete(key.getKey())) {
          add(name, key.getKey(), key.getValue(), properties, hints);
        }
      }
    }
    hint(hints, PREFIX + ".categories.keys", CATEGORIES);
    hint(hints, PREFIX + ".services.keys", catalogue.serviceIds());
    hint(hints, PREFIX + ".signals.keys", CATEGORIES);
    hint(hints, PREFIX + ".texts.keys", Texts.LANGUAGES);
    hint(hints, PREFIX + ".languages", Texts.LANGUAGES);
    hint(hints, PREFIX + ".confirmed", catalogue.serviceIds());
    provider(
        hints,
        PREFIX + ".records.data-source",
        "spring-bean-reference",
        DataSource.class.getName());
  }

  /** Returns whether a key has only keys below it, all of which are described. */
  private boolean isGroup(String key) {
    return !key.contains("*") && type(keys.get(key)).equals(MAP) && keys.get(key).has("properties");
  }

  /** Returns the names that metadata can have for a key: names that anybody invents it cannot. */
  private static List<String> concrete(String key) {
    if (key.equals("categories.*.before-decision")) {
      // It is an error in a category that is not required.
      return List.of(key.replace("*", "necessary"));
    }
    if (key.startsWith("categories.*.")) {
      return CATEGORIES.stream().map(id -> key.replace("*", id)).toList();
    }
    return key.contains("*") ? List.of() : List.of(key);
  }

  private void add(
      String name, String key, JsonNode schema, ArrayNode properties, ArrayNode hints) {
    ObjectNode property = properties.addObject();
    property.put("name", PREFIX + '.' + name);
    property.put("type", type(schema));
    property.put("description", schema.path("description").asText(MAPPINGS.getOrDefault(key, "")));
    if (defaults.containsKey(key)) {
      putDefault(property, defaults.get(key));
    }
    List<String> words = words(schema);
    if (!words.isEmpty()) {
      hint(hints, PREFIX + '.' + name, words);
    }
    if (key.equals("categories.*.services")) {
      hint(hints, PREFIX + '.' + name, catalogue.serviceIds());
    }
  }

  private static void putDefault(ObjectNode property, String value) {
    String type = property.get("type").asText();
    if (type.equals("java.lang.Boolean")) {
      property.put("defaultValue", value.equals("true") || value.equals("on"));
    } else if (type.equals(TEXTS)) {
      ArrayNode items = property.putArray("defaultValue");
      List.of(value.replaceAll("[\\[\\]]", "").split(", *")).forEach(items::add);
    } else {
      property.put("defaultValue", value);
    }
  }

  private static String type(JsonNode schema) {
    JsonNode kinds = schema.has("anyOf") ? schema.get("anyOf") : JSON.createArrayNode().add(schema);
    String type = TEXT;
    for (JsonNode kind : kinds) {
      if (kind.path("type").asText().equals("boolean")) {
        return "java.lang.Boolean";
      }
      if (kind.path("type").asText().equals("array")) {
        type = kind.path("items").path("properties").isEmpty() ? TEXTS : MAPS;
      }
    }
    boolean isMapping =
        kinds.size() == 1 && kinds.get(0).path("type").toString().contains("object");
    return isMapping ? MAP : type;
  }

  /** Returns the words that a key takes, none if it takes any. */
  private static List<String> words(JsonNode schema) {
    List<String> words = new ArrayList<>();
    if (type(schema).equals(TEXT)) {
      for (JsonNode kind : schema.path("anyOf")) {
        kind.path("enum").forEach(word -> words.add(word.isTextual() ? word.asText() : ""));
      }
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  private static void hint(ArrayNode hints, String name, Collection<String> words) {
    ArrayNode values = hints.addObject().put("name", name).putArray("values");
    new TreeSet<>(words).forEach(word -> values.addObject().put("value", word));
  }

  private static void provider(ArrayNode hints, String name, String kind, @Nullable String target) {
    ObjectNode provider = hints.addObject().put("name", name).putArray("providers").addObject();
    provider.put("name", kind).putObject("parameters").put("target", target);
  }
}
