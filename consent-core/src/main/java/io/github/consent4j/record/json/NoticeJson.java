package io.github.consent4j.record.json;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Writes a notice as members of a JSON object and reads it back. Immutable. */
public final class NoticeJson {

  private final Path file;
  private final Map<String, String> texts;

  private NoticeJson(Path file, Map<String, String> texts) {
    this.file = file;
    this.texts = texts;
  }

  /** Writes the members of a notice, except for its document. */
  public static void write(JsonWriter json, Notice notice) {
    json.field("id", notice.id());
    json.field("layer", EnumName.of(notice.layer()));
    json.field("language", notice.language());
    json.field("revision", notice.revision());
    json.field("policy", notice.policy());
    json.field("since", notice.since().toString());
    json.field("text", notice.text());
  }

  /**
   * Reads the object in a file. Members that are objects or arrays are skipped.
   *
   * @throws IOException if it is no JSON
   */
  public static NoticeJson read(Path file) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonReader json = Json.reader(Files.readAllBytes(file))) {
      json.next();
      while (json.nextMember()) {
        if (json.token() == Token.BEGIN_OBJECT || json.token() == Token.BEGIN_ARRAY) {
          json.skip();
        } else {
          texts.put(json.name(), json.text());
        }
      }
    }
    return new NoticeJson(file, texts);
  }

  /**
   * Returns the notice.
   *
   * @param html its document
   * @throws IOException if a member is missing or wrong
   */
  public Notice notice(String html) throws IOException {
    try {
      return new Notice(
          text("id"),
          EnumName.read(Layer.class, text("layer")),
          text("language"),
          text("revision"),
          text("policy"),
          Instant.parse(text("since")),
          text("text"),
          html);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " is no notice: " + e.getMessage(), e);
    }
  }

  /**
   * Returns a member.
   *
   * @throws IOException if it is missing
   */
  public String text(String member) throws IOException {
    String text = texts.get(member);
    if (text == null) {
      throw new IOException(file + " is no notice: it has no member \"" + member + "\"");
    }
    return text;
  }
}
