package io.github.consent4j.record.file;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
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
    try (JsonReader json = Json.reader(text)) {
      return read(text, json);
    } catch (IOException e) {
      // The message of the parser quotes the line, which may name a visitor.
      throw new IOException("the line is not an entry as JSON");
    }
  }

  private static StoredLine read(String text, JsonReader json) throws IOException {
    String node = null;
    long number = 0;
    String previous = null;
    String digest = null;
    Kind kind = null;
    String content = null;
    if (json.next() != JsonReader.Token.BEGIN_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextMember()) {
      switch (json.name()) {
        case "node" -> node = json.text();
        case "number" -> number = json.number();
        case "previous" -> previous = json.text();
        case "digest" -> digest = json.text();
        case "record" -> {
          kind = Kind.RECORD;
          content = value(text, json);
        }
        case "erasure" -> {
          kind = Kind.ERASURE;
          content = value(text, json);
        }
        case "erased" -> kind = Kind.RECORD;
        default -> json.skip();
      }
    }
    if (node == null || number < 1 || previous == null || digest == null || kind == null) {
      throw new IOException("a member is missing");
    }
    if (json.next() != JsonReader.Token.END) {
      throw new IOException("something follows");
    }
    return new StoredLine(new ChainEntry(node, number, previous, kind, digest), content);
  }

  private static String value(String text, JsonReader json) throws IOException {
    int from = json.start();
    json.skip();
    return text.substring(from, json.end());
  }
}
