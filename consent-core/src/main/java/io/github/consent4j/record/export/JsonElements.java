package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes the elements of a JSON array one by one. Not thread-safe. */
final class JsonElements {

  private final Writer out;
  private boolean empty = true;

  JsonElements(Writer out) {
    this.out = out;
  }

  /** Writes a finished element. */
  void add(JsonWriter element) throws IOException {
    out.write(empty ? "\n" : ",\n");
    out.write(new String(element.toBytes(), StandardCharsets.UTF_8));
    empty = false;
  }
}
