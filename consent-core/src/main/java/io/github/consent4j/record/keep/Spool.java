package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which records wait for the store, in files of JSON Lines that only the owner can
 * read. One thread appends and another one takes out; several processes can share the directory.
 */
final class Spool {

  private static final String PREFIX = "spool-";
  private static final String SUFFIX = ".jsonl";
  private static final String SET_ASIDE = "set-aside.jsonl";

  private final Path directory;
  private final Limits limits;
  private final AtomicLong waiting = new AtomicLong();

  /** The oldest file first. Guarded by this. */
  private final Deque<SpoolSegment> segments = new ArrayDeque<>();

  /** The last file, if it can be appended to. Guarded by this. */
  private @Nullable SpoolSegment current;

  /** Whether the last file is being appended to. Guarded by this. */
  private boolean isAppending;

  private long lastNumber;

  private Spool(Path directory, Limits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /** Opens a spool, and takes over what processes that have ended left in it. */
  static Spool open(Path directory, Limits limits) throws IOException {
    Spool spool = new Spool(directory.toAbsolutePath(), limits);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, spool.attributes("rwx------"));
    }
    try {
      spool.adopt();
    } catch (IOException e) {
      spool.close();
      throw e;
    }
    return spool;
  }

  private synchronized void adopt() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> number(file) > 0).sorted().toList();
    }
    for (Path file : files) {
      lastNumber = Math.max(lastNumber, number(file));
      SpoolSegment segment = SpoolSegment.adopt(file);
      if (segment != null) {
        segments.add(segment);
        waiting.addAndGet(segment.countLines());
      }
    }
    removeEmpty();
  }

  /** Returns the number in the name of a file of the spool; 0 for any other file. */
  private static long number(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches(PREFIX + "\\d{12,18}" + SUFFIX)
        ? Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
        : 0;
  }

  /**
   * Appends records and forces them to disk.
   *
   * @throws IOException if none of them is kept
   */
  void append(List<ConsentRecord> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    records.forEach(record -> lines.append(RecordJson.write(record)).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    SpoolSegment segment = beginAppend(bytes.length);
    try {
      if (segment == null) {
        segment = create();
      }
      segment.append(bytes);
      // Who empties the spool may see the lines before they are counted, never the other way round.
      waiting.addAndGet(records.size());
      endAppend(segment);
    } catch (IOException | RuntimeException | Error e) {
      endAppend(null);
      throw e;
    }
  }

  private synchronized @Nullable SpoolSegment beginAppend(int bytes) throws IOException {
    long size = segments.stream().mapToLong(SpoolSegment::length).sum();
    if (size + bytes > limits.spoolBytes()) {
      throw new IOException("The spool " + directory + " is full: it contains " + size + " bytes");
    }
    isAppending = true;
    return current != null && current.length() < limits.segmentBytes() ? current : null;
  }

  private synchronized void endAppend(@Nullable SpoolSegment segment) {
    current = segment;
    isAppending = false;
  }

  private SpoolSegment create() throws IOException {
    while (true) {
      Path file =
          directory.resolve(String.format(Locale.ROOT, PREFIX + "%012d" + SUFFIX, ++lastNumber));
      try {
        SpoolSegment segment = SpoolSegment.create(file, attributes("rw-------"));
        if (segment != null) {
          forceDirectory();
          synchronized (this) {
            segments.add(segment);
            current = segment;
          }
          return segment;
        }
      } catch (FileAlreadyExistsException e) {
        // It is the file of another process: the next number may be free.
      }
    }
  }

  /** Forces the names of the files to disk, where a directory can be opened. */
  private void forceDirectory() throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Returns the oldest records; empty if there are none, or if they are being written. */
  synchronized List<SpoolLine> peek(int most) throws IOException {
    removeEmpty();
    SpoolSegment first = segments.peek();
    return first == null ? List.of() : first.peek(most);
  }

  /** Returns some of the oldest lines, across files. */
  synchronized List<SpoolLine> first(int most) throws IOException {
    List<SpoolLine> lines = new ArrayList<>();
    for (SpoolSegment segment : segments) {
      lines.addAll(segment.peek(most - lines.size()));
      if (lines.size() == most) {
        break;
      }
    }
    return lines;
  }

  /**
   * Returns the waiting records of one visitor, the oldest first.
   *
   * @param mostBytes the size of what is looked through at most
   * @throws IOException if more than that waits, or a file cannot be read
   */
  synchronized List<ConsentRecord> of(String consentId, long mostBytes) throws IOException {
    if (segments.stream().mapToLong(SpoolSegment::waitingBytes).sum() > mostBytes) {
      throw new IOException("Too many records wait in " + directory + " to look for a visitor's");
    }
    List<ConsentRecord> records = new ArrayList<>();
    for (SpoolSegment segment : segments) {
      for (SpoolLine line : segment.all()) {
        // Most lines are of others, and need not be parsed.
        if (line.text().contains(consentId)) {
          line.record().filter(Query.of(consentId)::accepts).ifPresent(records::add);
        }
      }
    }
    return records;
  }

  /** Takes the oldest records out, because they are kept elsewhere. */
  synchronized void take(List<SpoolLine> lines) throws IOException {
    segments.getFirst().take(lines);
    waiting.addAndGet(-lines.size());
    removeEmpty();
  }

  private void removeEmpty() throws IOException {
    while (!segments.isEmpty() && segments.getFirst().isEmpty()) {
      SpoolSegment first = segments.getFirst();
      if (first == current) {
        if (isAppending) {
          return;
        }
        current = null;
      }
      segments.removeFirst();
      first.delete();
    }
  }

  /** Keeps a line that will never reach the store in a file of its own. */
  void setAside(SpoolLine line) throws IOException {
    Path file = directory.resolve(SET_ASIDE);
    try {
      Files.createFile(file, attributes("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // It is appended to.
    }
    Files.writeString(file, line.text() + '\n', StandardOpenOption.APPEND, StandardOpenOption.SYNC);
  }

  /** Returns the number of records that wait. */
  long waiting() {
    return waiting.get();
  }

  Path directory() {
    return directory;
  }

  /** Ends the use of the spool. What waits stays in it. */
  synchronized void close() throws IOException {
    removeEmpty();
    for (SpoolSegment segment : segments) {
      segment.close();
    }
    segments.clear();
    current = null;
  }
}
