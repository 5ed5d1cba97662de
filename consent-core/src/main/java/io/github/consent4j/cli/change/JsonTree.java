package io.github.consent4j.cli.change;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;
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
        Object value = json.value();
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
}
