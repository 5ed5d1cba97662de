package io.github.consent4j.record.file;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.Checkpoint;
import io.github.consent4j.record.disk.OwnerFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what stands in a directory when a store is opened, and repairs what a crash has left. Used
 * once, by one thread.
 */
final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private static final int RECENT = 1 << 16;
  private static final Pattern NAME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(\\.jsonl|\\.jsonl\\.gz)");

  private final Path directory;
  private final boolean readOnly;
  private final Days days = new Days();
  private final List<UUID> ids = new ArrayList<>();
  private Journal.Head head = new Journal.Head(0, ChainEntry.START);
  private @Nullable String node;

  Opening(Path directory, boolean readOnly) {
    this.directory = directory;
    this.readOnly = readOnly;
  }

  /** Reads the directory. */
  void read(CheckpointFile checkpoints) throws IOException {
    Map<LocalDate, Path> files = files();
    LocalDate newest = null;
    for (LocalDate date : files.keySet()) {
      newest = date;
    }
    for (Map.Entry<LocalDate, Path> each : files.entrySet()) {
      Path file = each.getValue();
      Day day =
          file.toString().endsWith(Day.PACKED)
              ? packed(each.getKey(), file)
              : plain(each.getKey(), file, each.getKey().equals(newest));
      days.put(day);
      Summary summary = day.summary();
      if (summary.hasEntries()) {
        head = new Journal.Head(summary.last(), summary.link());
      }
    }
    Optional<Checkpoint> last = checkpoints.last();
    if (last.isPresent()) {
      node = last.get().node();
      if (last.get().number() > head.number()) {
        head = new Journal.Head(last.get().number(), last.get().link());
      }
    }
    if (node == null) {
      node = nodeOfFirstEntry();
    }
  }

  private Map<LocalDate, Path> files() throws IOException {
    Map<LocalDate, Path> found = new TreeMap<>();
    List<Path> unfinished = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = NAME.matcher(name);
        if (name.endsWith(OwnerFiles.UNFINISHED)) {
          unfinished.add(file);
        } else if (matcher.matches()) {
          Path other = found.put(LocalDate.parse(matcher.group(1)), file);
          if (other != null) {
            // The compression was interrupted; the plain file is the complete one.
            boolean isPlain = name.endsWith(Day.PLAIN);
            found.put(LocalDate.parse(matcher.group(1)), isPlain ? file : other);
            unfinished.add(isPlain ? other : file);
          }
        }
      }
    }
    if (!readOnly) {
      for (Path file : unfinished) {
        Files.delete(file);
      }
      OwnerFiles.forceDirectory(directory.resolve(CheckpointFile.NAME));
    }
    return found;
  }

  private Day packed(LocalDate date, Path file) throws IOException {
    long size = Files.size(file);
    Path beside = PackedWriter.index(file);
    SubjectIndex index = IndexFile.open(beside, size).orElse(null);
    if (index == null) {
      LOG.info("The index of {} is made again", file);
      MemoryIndex made = new MemoryIndex();
      index(file, size, made, null);
      index = readOnly ? made : PackedWriter.written(beside, size, made);
    }
    return new Day(date, file, index, size);
  }

  private Day plain(LocalDate date, Path file, boolean isNewest) throws IOException {
    long size = Files.size(file);
    long length = isNewest ? whole(file, size) : size;
    MemoryIndex index = new MemoryIndex();
    long end = index(file, length, index, ids);
    if (isNewest && end < length) {
      LOG.warn("The last lines of {} were not written to their end", file);
      length = end;
    }
    if (length < size && !readOnly) {
      LOG.warn("{} bytes at the end of {} are cut off: a crash left them", size - length, file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
        channel.force(true);
      }
    }
    return new Day(date, file, index, length);
  }

  /** Returns the length of a file up to its last line break. */
  private static long whole(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
      for (long end = size; end > 0; ) {
        long from = Math.max(0, end - bytes.capacity());
        bytes.clear().limit((int) (end - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
        for (int i = bytes.position() - 1; i >= 0; i--) {
          if (bytes.get(i) == '\n') {
            return from + i + 1;
          }
        }
        end = from;
      }
      return 0;
    }
  }

  /** Reads all lines. Returns where the last one that is an entry ends. */
  private static long index(Path file, long length, MemoryIndex index, @Nullable List<UUID> ids)
      throws IOException {
    long[] end = new long[1];
    try (DayLines lines = Day.open(file, length)) {
      lines.forEach(
          (position, number, line) -> {
            try {
              ConsentRecord record = index.add(position, line);
              end[0] = position + line.length + 1;
              if (record != null && ids != null) {
                ids.add(record.id());
              }
            } catch (IOException e) {
              // If it is the end of the newest file, it is cut off; else the verification finds it.
            }
          });
    }
    return end[0];
  }

  private @Nullable String nodeOfFirstEntry() throws IOException {
    String[] found = new String[1];
    for (Day day : days.all()) {
      if (day.summary().hasEntries()) {
        days.scan(day.date(), line -> found[0] = line.entry().node());
        break;
      }
    }
    return found[0];
  }

  Days days() {
    return days;
  }

  Journal.Head head() {
    return head;
  }

  /** Returns the node whose chain it is; empty if nothing was appended yet. */
  Optional<String> node() {
    return Optional.ofNullable(node);
  }

  /** Returns the identifiers of the newest days, and from when on they are complete. */
  RecentIds recentIds() {
    long completeFrom = 0;
    for (Day day : days.all()) {
      Summary summary = day.summary();
      if (day.isPacked() && summary.records() > 0) {
        completeFrom = Math.max(completeFrom, summary.newestId() + 1);
      }
      if (summary.erased()) {
        // Erased records have no identifier any more, but are not to come back.
        Instant end = day.date().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        completeFrom = Math.max(completeFrom, end.toEpochMilli());
      }
    }
    RecentIds recent = new RecentIds(RECENT, completeFrom);
    ids.forEach(recent::add);
    return recent;
  }
}
