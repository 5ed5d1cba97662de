package io.github.consent4j.cli.change;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists and texts. Numbers and truth values are texts as they are written.
 */
final class JsonTree {

  private JsonTree() {}

  /**
   * Reads a document.
   *
   * @throws IOException if it is no JSON; the message begins with line and column
   */
  static @Nullable Object read(byte[] document) throws IOException {
    try (JsonReader json = Json.reader(document)) {
      try {
        json.next();
        Object value = value(json);
        if (json.next() != Token.END) {
          throw new IOException("expected the end of the file");
        }
        return value;
      } catch (IOException e) {
        throw new IOException(
            json.line() + ":" + json.column() + ": this is no JSON: " + firstLine(e), e);
      }
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static @Nullable Object value(JsonReader json) throws IOException {
    return switch (json.token()) {
      case BEGIN_OBJECT -> object(json);
      case BEGIN_ARRAY -> array(json);
      case NULL -> null;
      case STRING, SCALAR -> json.text();
      case NAME, END_OBJECT, END_ARRAY, END -> throw new IOException("the document ends too early");
    };
  }

  private static Map<String, @Nullable Object> object(JsonReader json) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (json.nextMember()) {
      members.put(json.name(), value(json));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonReader json) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextElement()) {
      elements.add(value(json));
    }
    return elements;
  }
}
