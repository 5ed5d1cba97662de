package io.github.consent4j.record.chain;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of an entry of kind {@link ChainEntry.Kind#ERASURE}: which entries of the same node
 * lost their content. It does not say whose they were. Immutable.
 *
 * @param at when they were erased, to the millisecond
 * @param entries the numbers of the entries, ascending
 */
public record Erasure(Instant at, List<Long> entries) {

  public Erasure {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    entries = entries.stream().sorted().toList();
  }

  /** Returns the content as one line of JSON. The same erasure always gives the same text. */
  public String content() {
    JsonWriter json = JsonWriter.compact().beginObject();
    json.field("version", 1);
    json.field("at", at.toString());
    json.numbers("entries", entries);
    return json.endObject().toText();
  }

  /**
   * Reads a content. Members that a later version adds are skipped.
   *
   * @throws IOException if the text is none
   */
  public static Erasure read(String content) throws IOException {
    Instant at = null;
    List<Long> entries = new ArrayList<>();
    try (JsonReader json = Json.reader(content)) {
      if (json.next() != JsonReader.Token.BEGIN_OBJECT) {
        throw new IOException("An erasure is a JSON object");
      }
      while (json.nextMember()) {
        switch (json.name()) {
          case "at" -> at = Instant.parse(json.text());
          case "entries" -> {
            while (json.nextElement()) {
              entries.add(json.number());
            }
          }
          default -> json.skip();
        }
      }
    } catch (DateTimeException e) {
      throw new IOException("An erasure cannot be read: " + e.getMessage(), e);
    }
    if (at == null) {
      throw new IOException("An erasure has no time");
    }
    return new Erasure(at, entries);
  }
}
