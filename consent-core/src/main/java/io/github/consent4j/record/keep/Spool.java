package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.disk.OwnerFiles;
import io.github.consent4j.record.json.RecordJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which records wait for the store, in files of JSON Lines that only the owner can
 * read. One thread appends and another one takes out; several processes can share the directory.
 */
final class Spool implements Closeable {

  private static final String PREFIX = "spool-";
  private static final String SUFFIX = ".jsonl";
  private static final String SET_ASIDE = "set-aside.jsonl";

  private final ReentrantLock lock = new ReentrantLock();
  private final Path directory;
  private final Limits limits;
  private final AtomicLong waiting = new AtomicLong();

  /** The oldest file first. Guarded by the lock. */
  private final Deque<SpoolSegment> segments = new ArrayDeque<>();

  /** The last file, if it can be appended to. Guarded by the lock. */
  private @Nullable SpoolSegment current;

  /** Whether the last file is being appended to. Guarded by the lock. */
  private boolean isAppending;

  private long lastNumber;

  private Spool(Path directory, Limits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /** Opens a spool, and takes over what processes that have ended left in it. */
  static Spool open(Path directory, Limits limits) throws IOException {
    Spool spool = new Spool(directory.toAbsolutePath(), limits);
    OwnerFiles.createDirectory(spool.directory);
    try {
      spool.adopt();
    } catch (IOException e) {
      spool.close();
      throw e;
    }
    return spool;
  }

  private void adopt() throws IOException {
    lock.lock();
    try {
      List<Path> found;
      try (Stream<Path> all = Files.list(directory)) {
        found = all.filter(file -> number(file) > 0).sorted().toList();
      }
      for (Path file : found) {
        lastNumber = Math.max(lastNumber, number(file));
        SpoolSegment segment = SpoolSegment.adopt(file);
        if (segment != null) {
          segments.add(segment);
          waiting.addAndGet(segment.countLines());
        }
      }
      removeEmpty();
    } finally {
      lock.unlock();
    }
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

  private @Nullable SpoolSegment beginAppend(int bytes) throws IOException {
    lock.lock();
    try {
      long size = segments.stream().mapToLong(SpoolSegment::length).sum();
      if (size + bytes > limits.spoolBytes()) {
        throw new IOException(
            "The spool " + directory + " is full: it contains " + size + " bytes");
      }
      isAppending = true;
      return current != null && current.length() < limits.segmentBytes() ? current : null;
    } finally {
      lock.unlock();
    }
  }

  private void endAppend(@Nullable SpoolSegment segment) {
    lock.lock();
    try {
      current = segment;
      isAppending = false;
    } finally {
      lock.unlock();
    }
  }

  private SpoolSegment create() throws IOException {
    while (true) {
      Path file =
          directory.resolve(String.format(Locale.ROOT, PREFIX + "%012d" + SUFFIX, ++lastNumber));
      try {
        SpoolSegment segment = SpoolSegment.create(file);
        if (segment != null) {
          OwnerFiles.forceDirectory(file);
          lock.lock();
          try {
            segments.add(segment);
            current = segment;
          } finally {
            lock.unlock();
          }
          return segment;
        }
      } catch (FileAlreadyExistsException e) {
        // It is the file of another process: the next number may be free.
      }
    }
  }

  /** Returns the oldest records; empty if there are none, or if they are being written. */
  List<SpoolLine> peek(int most) throws IOException {
    lock.lock();
    try {
      removeEmpty();
      SpoolSegment first = segments.peek();
      return first == null ? List.of() : first.peek(most);
    } finally {
      lock.unlock();
    }
  }

  /** Returns some of the oldest lines, across files. */
  List<SpoolLine> first(int most) throws IOException {
    lock.lock();
    try {
      List<SpoolLine> lines = new ArrayList<>();
      for (SpoolSegment segment : segments) {
        lines.addAll(segment.peek(most - lines.size()));
        if (lines.size() == most) {
          break;
        }
      }
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the waiting records of one visitor, the oldest first.
   *
   * @param mostBytes the size of what is looked through at most
   * @throws IOException if more than that waits, or a file cannot be read
   */
  List<ConsentRecord> of(String consentId, long mostBytes) throws IOException {
    lock.lock();
    try {
      if (segments.stream().mapToLong(SpoolSegment::waitingBytes).sum() > mostBytes) {
        throw new IOException("Too many records wait in " + directory + " to look for a visitor's");
      }
      List<ConsentRecord> records = new ArrayList<>();
      for (SpoolSegment segment : segments) {
        for (SpoolLine line : segment.all()) {
          if (isOf(line, consentId)) {
            line.record().ifPresent(records::add);
          }
        }
      }
      return records;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest records out, because they are kept elsewhere. */
  void take(List<SpoolLine> lines) throws IOException {
    lock.lock();
    try {
      segments.getFirst().take(lines);
      waiting.addAndGet(-lines.size());
      removeEmpty();
    } finally {
      lock.unlock();
    }
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
    try (FileChannel file =
        OwnerFiles.open(
            directory.resolve(SET_ASIDE),
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC))) {
      OwnerFiles.writeFully(
          file, ByteBuffer.wrap((line.text() + '\n').getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Erases the records of a visitor, those that were set aside as well. Files of other processes
   * are not changed. Nobody may append, take out or set aside meanwhile.
   *
   * @return the identifiers of the erased records
   */
  Set<UUID> erase(String consentId) throws IOException {
    lock.lock();
    try {
      Set<UUID> erased = new HashSet<>();
      for (SpoolSegment segment : segments) {
        addIds(segment.erase(line -> isOf(line, consentId)), erased);
      }
      List<SpoolLine> aside = aside();
      List<SpoolLine> gone = aside.stream().filter(line -> isOf(line, consentId)).toList();
      if (!gone.isEmpty()) {
        StringBuilder kept = new StringBuilder();
        aside.stream()
            .filter(line -> !isOf(line, consentId))
            .forEach(line -> kept.append(line.text()).append('\n'));
        OwnerFiles.writeShared(
            directory.resolve(SET_ASIDE), kept.toString().getBytes(StandardCharsets.UTF_8));
        addIds(gone, erased);
      }
      return erased;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the identifiers of a visitor's records, those that were set aside included. */
  Set<UUID> idsOf(String consentId) throws IOException {
    lock.lock();
    try {
      Set<UUID> found = new HashSet<>();
      for (SpoolSegment segment : segments) {
        addIds(segment.find(line -> isOf(line, consentId)), found);
      }
      addIds(aside().stream().filter(line -> isOf(line, consentId)).toList(), found);
      return found;
    } finally {
      lock.unlock();
    }
  }

  private List<SpoolLine> aside() throws IOException {
    Path aside = directory.resolve(SET_ASIDE);
    return Files.exists(aside)
        ? Files.readAllLines(aside).stream().map(text -> new SpoolLine(text, 0)).toList()
        : List.of();
  }

  private static void addIds(List<SpoolLine> lines, Set<UUID> ids) {
    lines.forEach(line -> line.record().ifPresent(record -> ids.add(record.id())));
  }

  /**
   * A damaged line is a visitor's if it names the visitor. Most lines are of others, and need not
   * be parsed.
   */
  private static boolean isOf(SpoolLine line, String consentId) {
    return !consentId.isEmpty()
        && line.text().contains(consentId)
        && line.record().map(record -> record.consentId().equals(consentId)).orElse(true);
  }

  /** Returns whether a process that runs uses files of the directory, besides this object. */
  boolean isShared() throws IOException {
    lock.lock();
    try {
      try (Stream<Path> all = Files.list(directory)) {
        return all.filter(file -> number(file) > 0).count() > segments.size();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of records that wait, erased ones included until the store is back. */
  long waiting() {
    return waiting.get();
  }

  Path directory() {
    return directory;
  }

  /** Ends the use of the spool. What waits stays in it. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      removeEmpty();
      for (SpoolSegment segment : segments) {
        segment.close();
      }
      segments.clear();
      current = null;
    } finally {
      lock.unlock();
    }
  }
}
