package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The simplest store that survives a kill: one file, with one record a line. */
class DiskRecords implements ConsentRecords {

  private final Path path;
  private final FileChannel file;
  private final Set<UUID> ids = new HashSet<>();
  private long forces;

  DiskRecords(Path path) throws IOException {
    this.path = path;
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    file.truncate(end).position(end);
    for (ConsentRecord record : read(path)) {
      ids.add(record.id());
    }
  }

  static List<ConsentRecord> read(Path path) throws IOException {
    List<ConsentRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      records.add(RecordJson.read(line));
    }
    return records;
  }

  @Override
  public void append(Collection<ConsentRecord> records) throws IOException {
    write(records);
  }

  private synchronized void write(Collection<ConsentRecord> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ConsentRecord record : records) {
      if (ids.add(record.id())) {
        lines.append(RecordJson.write(record)).append('\n');
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
    forces++;
  }

  synchronized long forces() {
    return forces;
  }

  @Override
  public void forEach(Query query, Consumer<ConsentRecord> action) throws IOException {
    read(path).stream().filter(query::accepts).forEach(action);
  }

  @Override
  public void archive(Notice notice, byte[] inventory) {}

  @Override
  public Optional<Notice> notice(String idStart) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> inventory(String policy) {
    return Optional.empty();
  }

  @Override
  public int erase(String consentId) {
    return 0;
  }

  @Override
  public long purge(Instant before) {
    return 0;
  }

  @Override
  public Verification verify() {
    return new Verification(0, 0, 0, List.of(), List.of());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
