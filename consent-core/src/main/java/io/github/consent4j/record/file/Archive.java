package io.github.consent4j.record.file;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.disk.OwnerFiles;
import io.github.consent4j.record.json.NoticeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Notices and inventories, each written once. Thread-safe. */
final class Archive {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  private final ReentrantLock lock = new ReentrantLock();
  private final Path notices;
  private final Path inventories;

  Archive(Path directory) {
    notices = directory.resolve("notices");
    inventories = directory.resolve("inventories");
  }

  /** Keeps a notice; its facts come last, as the sign that all is there. */
  void keep(Notice notice, byte[] inventory) throws IOException {
    lock.lock();
    try {
      Path facts = notices.resolve(name(notice.id()) + ".json");
      Path policy = inventories.resolve(name(notice.policy()) + ".json");
      if (!Files.exists(policy)) {
        OwnerFiles.createDirectory(inventories);
        OwnerFiles.write(policy, inventory);
      }
      if (!Files.exists(facts)) {
        OwnerFiles.createDirectory(notices);
        OwnerFiles.write(
            notices.resolve(notice.id() + ".html"), notice.html().getBytes(StandardCharsets.UTF_8));
        OwnerFiles.write(facts, facts(notice));
      }
    } finally {
      lock.unlock();
    }
  }

  private static byte[] facts(Notice notice) {
    JsonWriter json = JsonWriter.indented().beginObject();
    NoticeJson.write(json, notice);
    return json.endObject().toBytes();
  }

  Optional<Notice> notice(String idStart) throws IOException {
    if (idStart.length() < Notice.SHORT_LENGTH || !NAME.matcher(idStart).matches()) {
      return Optional.empty();
    }
    Path found = null;
    if (Files.isDirectory(notices)) {
      // An identifier has no character that a pattern of file names gives a meaning.
      try (DirectoryStream<Path> files = Files.newDirectoryStream(notices, idStart + "*.json")) {
        for (Path file : files) {
          if (found != null) {
            throw new IOException("Several notices begin with " + idStart + "; give more of it");
          }
          found = file;
        }
      }
    }
    return found == null ? Optional.empty() : Optional.of(read(found));
  }

  private static Notice read(Path file) throws IOException {
    String html = String.valueOf(file.getFileName()).replaceFirst("json$", "html");
    return NoticeJson.read(file).notice(Files.readString(file.resolveSibling(html)));
  }

  Optional<byte[]> inventory(String policy) throws IOException {
    Path file = inventories.resolve(name(policy) + ".json");
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private static String name(String text) throws IOException {
    if (!NAME.matcher(text).matches()) {
      throw new IOException("An identifier has letters, digits, - and _ alone");
    }
    return text;
  }
}
