package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import java.time.Instant;

/** Times in JSON-LD. */
final class DpvTime {

  private DpvTime() {}

  /** Writes a member that is a time in UTC. */
  static void write(JsonWriter json, String name, Instant time) {
    json.beginObject(name);
    json.field("@type", "xsd:dateTime");
    json.field("@value", time.toString());
    json.endObject();
  }
}
