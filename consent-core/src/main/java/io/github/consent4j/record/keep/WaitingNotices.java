package io.github.consent4j.record.keep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices that wait for the store in the directory of the spool, a file each. Several processes
 * may have the same one: to archive it twice does no harm. Thread-safe.
 */
final class WaitingNotices {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingNotices.class);

  private static final JsonFactory JSON = new JsonFactory();
  private static final String PREFIX = "notice-";
  private static final String SUFFIX = ".json";

  /** A notice with the inventory of its policy. */
  record Shown(Notice notice, byte[] inventory) {}

  private final Path directory;
  private final PrivateFiles files;

  WaitingNotices(Path directory) {
    this.directory = directory;
    files = new PrivateFiles(directory);
  }

  /** Adds a notice. On return it survives a crash. */
  void add(Notice notice, byte[] inventory) throws IOException {
    JsonWriter json = JsonWriter.compact().beginObject();
    json.field("id", notice.id());
    json.field("layer", notice.layer().name());
    json.field("language", notice.language());
    json.field("revision", notice.revision());
    json.field("policy", notice.policy());
    json.field("since", notice.since().toString());
    json.field("text", notice.text());
    json.field("html", notice.html());
    json.field("inventory", new String(inventory, StandardCharsets.UTF_8));
    files.write(file(notice), json.endObject().toText());
  }

  /** Removes a notice, because it is kept elsewhere. */
  void remove(Notice notice) throws IOException {
    Files.deleteIfExists(file(notice));
  }

  private Path file(Notice notice) {
    byte[] name = (notice.id() + ' ' + notice.policy()).getBytes(StandardCharsets.UTF_8);
    return directory.resolve(PREFIX + HexFormat.of().formatHex(Sha256.of(name)) + SUFFIX);
  }

  /** Returns the notices that wait. A file that cannot be read is left where it is. */
  List<Shown> all() throws IOException {
    List<Path> names;
    try (Stream<Path> all = Files.list(directory)) {
      names =
          all.filter(
                  file ->
                      String.valueOf(file.getFileName())
                          .matches(PREFIX + "[0-9a-f]{64}\\" + SUFFIX))
              .sorted()
              .toList();
    }
    List<Shown> shown = new ArrayList<>();
    for (Path each : names) {
      try {
        shown.add(read(each));
      } catch (IOException e) {
        if (Files.exists(each)) {
          LOG.warn("The notice in {} cannot be archived: {}", each, e.toString());
        }
      }
    }
    return shown;
  }

  private static Shown read(Path file) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        texts.put(name, json.getText());
        json.skipChildren();
      }
      return new Shown(
          new Notice(
              required(texts, "id"),
              Layer.valueOf(required(texts, "layer")),
              required(texts, "language"),
              required(texts, "revision"),
              required(texts, "policy"),
              Instant.parse(required(texts, "since")),
              required(texts, "text"),
              required(texts, "html")),
          required(texts, "inventory").getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("It is no notice: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> texts, String member) {
    String text = texts.get(member);
    if (text == null) {
      throw new IllegalArgumentException("it has no member \"" + member + "\"");
    }
    return text;
  }
}
