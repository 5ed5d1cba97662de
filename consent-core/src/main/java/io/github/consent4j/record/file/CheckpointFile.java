package io.github.consent4j.record.file;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.chain.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file with the checkpoints, one a line. Not thread-safe. */
final class CheckpointFile {

  static final String NAME = "checkpoints.jsonl";

  /**
   * What stands in the file.
   *
   * @param checkpoints those that can be read
   * @param unreadable numbers of the lines that cannot be read
   * @param length length up to the last line break
   */
  record Content(List<Checkpoint> checkpoints, List<Long> unreadable, long length) {}

  private final Path file;

  CheckpointFile(Path directory) {
    file = directory.resolve(NAME);
  }

  Path file() {
    return file;
  }

  Content read() throws IOException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    List<Long> unreadable = new ArrayList<>();
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int start = 0;
    long line = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line++;
        try {
          checkpoints.add(read(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
        } catch (IOException e) {
          unreadable.add(line);
        }
        start = i + 1;
      }
    }
    return new Content(checkpoints, unreadable, start);
  }

  Optional<Checkpoint> last() throws IOException {
    List<Checkpoint> all = read().checkpoints();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Appends a checkpoint. A torn line at the end, of a crash, is cut off. */
  void append(Checkpoint checkpoint) throws IOException {
    byte[] line = (write(checkpoint) + "\n").getBytes(StandardCharsets.UTF_8);
    try (DayWriter writer = new DayWriter(file, read().length(), DayWriter.OPENER)) {
      writer.append(ByteBuffer.wrap(line));
    }
  }

  private static String write(Checkpoint checkpoint) {
    JsonWriter json = JsonWriter.compact().beginObject();
    json.field("version", 1);
    json.field("node", checkpoint.node());
    json.field("sequence", checkpoint.sequence());
    json.field("first", checkpoint.first());
    json.field("number", checkpoint.number());
    json.field("link", checkpoint.link());
    json.field("at", checkpoint.at().toString());
    if (checkpoint.isSigned()) {
      json.field("key", checkpoint.key());
      json.field("signature", checkpoint.signature());
    }
    return json.endObject().toText();
  }

  private static Checkpoint read(String line) throws IOException {
    String node = null;
    long sequence = 0;
    long first = 0;
    long number = -1;
    String link = null;
    Instant at = null;
    String key = null;
    String signature = null;
    try (JsonReader json = Json.reader(line)) {
      if (json.next() != JsonReader.Token.BEGIN_OBJECT) {
        throw new IOException("no object");
      }
      while (json.nextMember()) {
        switch (json.name()) {
          case "node" -> node = json.text();
          case "sequence" -> sequence = json.number();
          case "first" -> first = json.number();
          case "number" -> number = json.number();
          case "link" -> link = json.text();
          case "at" -> at = Instant.parse(json.text());
          case "key" -> key = json.text();
          case "signature" -> signature = json.text();
          default -> json.skip();
        }
      }
    } catch (DateTimeException e) {
      throw new IOException("a time cannot be read", e);
    }
    if (node == null || sequence < 1 || first < 1 || number < 0 || link == null || at == null) {
      throw new IOException("a member is missing");
    }
    return new Checkpoint(node, sequence, first, number, link, at, key, signature);
  }
}
