package io.github.consent4j.record.export;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON document in memory. A member that is missing or of another type is empty. Immutable. */
final class JsonTree {

  private final @Nullable Object value;

  private JsonTree(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is no JSON
   */
  static JsonTree read(byte[] document) throws IOException {
    try (JsonReader json = Json.reader(document)) {
      return new JsonTree(json.next() == Token.END ? null : json.value());
    }
  }

  /** Returns a member. */
  JsonTree at(String name) {
    return new JsonTree(value instanceof Map<?, ?> members ? members.get(name) : null);
  }

  /** Returns a text, number or truth value as text. */
  Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns whether it is the truth value {@code true}. */
  boolean isTrue() {
    return "true".equals(value);
  }

  /** Returns the elements of an array. */
  List<JsonTree> elements() {
    return value instanceof List<?> elements
        ? elements.stream().map(JsonTree::new).toList()
        : List.of();
  }

  /** Returns the texts in an array. */
  List<String> texts() {
    return elements().stream().flatMap(element -> element.text().stream()).toList();
  }

  /** Returns the members that are texts, in their order. */
  Map<String, String> members() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach(
          (name, member) -> {
            if (member instanceof String text) {
              texts.put(String.valueOf(name), text);
            }
          });
    }
    return texts;
  }
}
