package io.github.consent4j.record.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.ChainEntry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line of a day's file: the place in the chain, and the content behind it.
 *
 * @param content the content as it was digested; null if it was erased
 */
record StoredLine(ChainEntry entry, @Nullable String content) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Returns whether it is a record whose content is there. */
  boolean isRecord() {
    return entry.kind() == Kind.RECORD && content != null;
  }

  /** Returns the same line without its content. */
  StoredLine erased() {
    return new StoredLine(entry, null);
  }

  /** Returns the line without a line break. */
  byte[] toBytes() {
    JsonWriter json = JsonWriter.compact();
    place(json);
    if (content == null) {
      json.field("erased", true);
    } else {
      json.raw(member(), content);
    }
    return json.endObject().toBytes();
  }

  /**
   * Returns the line up to its content, which must be there. The content and a closing brace
   * follow.
   *
   * @param json a compact writer, which is cleared
   */
  byte[] beforeContent(JsonWriter json) {
    place(json);
    return json.raw(member(), "").toBytes();
  }

  private String member() {
    return entry.kind() == Kind.RECORD ? "record" : "erasure";
  }

  private void place(JsonWriter json) {
    json.clear().beginObject();
    json.field("node", entry.node());
    json.field("number", entry.number());
    json.field("previous", entry.previous());
    json.field("digest", entry.digest());
  }

  /**
   * Reads a line. Members that a later version adds are skipped.
   *
   * @throws IOException if it is none; the message has nothing of its content
   */
  static StoredLine read(byte[] line) throws IOException {
    String text = new String(line, StandardCharsets.UTF_8);
    try (JsonParser json = JSON.createParser(text)) {
      return read(text, json);
    } catch (IOException e) {
      // The message of the parser quotes the line, which may name a visitor.
      throw new IOException("the line is not an entry as JSON");
    }
  }

  private static StoredLine read(String text, JsonParser json) throws IOException {
    String node = null;
    long number = 0;
    String previous = null;
    String digest = null;
    Kind kind = null;
    String content = null;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "node" -> node = json.getText();
        case "number" -> number = json.getLongValue();
        case "previous" -> previous = json.getText();
        case "digest" -> digest = json.getText();
        case "record" -> {
          kind = Kind.RECORD;
          content = value(text, json);
        }
        case "erasure" -> {
          kind = Kind.ERASURE;
          content = value(text, json);
        }
        case "erased" -> kind = Kind.RECORD;
        default -> json.skipChildren();
      }
    }
    if (node == null || number < 1 || previous == null || digest == null || kind == null) {
      throw new IOException("a member is missing");
    }
    if (json.nextToken() != null) {
      throw new IOException("something follows");
    }
    return new StoredLine(new ChainEntry(node, number, previous, kind, digest), content);
  }

  private static String value(String text, JsonParser json) throws IOException {
    int from = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return text.substring(from, (int) json.currentLocation().getCharOffset());
  }
}
