package io.github.consent4j.record.keep;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.disk.OwnerFiles;
import io.github.consent4j.record.json.NoticeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices that wait for the store in the directory of the spool, a file each. Several processes
 * may have the same one: to archive it twice does no harm. Thread-safe.
 */
final class WaitingNotices {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingNotices.class);

  private static final String PREFIX = "notice-";
  private static final String SUFFIX = ".json";

  /** A notice with the inventory of its policy. */
  record Shown(Notice notice, byte[] inventory) {}

  private final Path directory;

  WaitingNotices(Path directory) {
    this.directory = directory;
  }

  /** Adds a notice. On return it survives a crash. */
  void add(Notice notice, byte[] inventory) throws IOException {
    JsonWriter json = JsonWriter.compact().beginObject();
    NoticeJson.write(json, notice);
    json.field("html", notice.html());
    json.field("inventory", new String(inventory, StandardCharsets.UTF_8));
    OwnerFiles.writeShared(file(notice), json.endObject().toBytes());
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
    NoticeJson json = NoticeJson.read(file);
    return new Shown(
        json.notice(json.text("html")), json.text("inventory").getBytes(StandardCharsets.UTF_8));
  }
}
