package io.github.consent4j.record.file;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Uuid7;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.ChainEntry.Kind;
import io.github.consent4j.record.chain.Erasure;
import io.github.consent4j.record.disk.OwnerFiles;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Appends entries to the chain, in the file of the present day. Thread-safe. */
final class Journal {

  /**
   * The newest entry of the chain.
   *
   * @param number its number; 0 if there is none
   * @param link its link; {@link ChainEntry#START} if there is none
   */
  record Head(long number, String link) {}

  /**
   * A line that is about to be appended.
   *
   * @param record its record; null for an erasure
   */
  private record Pending(
      Kind kind, String content, byte[] bytes, String digest, @Nullable ConsentRecord record) {

    static Pending of(ConsentRecord record, JsonWriter json) {
      return of(Kind.RECORD, RecordJson.write(record, json), record);
    }

    static Pending of(Erasure erasure) {
      return of(Kind.ERASURE, erasure.content(), null);
    }

    private static Pending of(Kind kind, String content, @Nullable ConsentRecord record) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      return new Pending(kind, content, bytes, ChainEntry.digest(bytes), record);
    }
  }

  private static final int LARGEST_BUFFER = 1 << 18;

  /** What follows the content of a line. */
  private static final byte[] END = {'}', '\n'};

  private final Path directory;
  private final String node;
  private final Clock clock;
  private final DayWriter.Opener opener;
  private final Days days;
  private final RecentIds recent;
  private final ReentrantLock lock = new ReentrantLock();

  private Head head;

  /** Outside the heap, so that it is written without a copy. */
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  private @Nullable DayWriter writer;
  private @Nullable Day day;
  private boolean closed;

  /**
   * Makes a journal.
   *
   * @param head the newest entry that is there
   * @param recent the newest identifiers that are there
   */
  Journal(
      Path directory,
      String node,
      Clock clock,
      DayWriter.Opener opener,
      Days days,
      RecentIds recent,
      Head head) {
    this.directory = directory;
    this.node = node;
    this.clock = clock;
    this.opener = opener;
    this.days = days;
    this.recent = recent;
    this.head = head;
  }

  String node() {
    return node;
  }

  /**
   * Returns the present day in UTC. If the clock was put back, it is the newest day, or the one
   * after it if that has ended: nothing is written to a day that has.
   */
  LocalDate today() {
    lock.lock();
    try {
      LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      LocalDate least =
          day != null
              ? day.date()
              : days.newest().map(newest -> newest.date().plusDays(1)).orElse(now);
      return least.isAfter(now) ? least : now;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with the file of a day, which is the newest. */
  void resume(Day newest) throws IOException {
    lock.lock();
    try {
      writer = new DayWriter(newest.file(), newest.length(), opener);
      day = newest;
    } finally {
      lock.unlock();
    }
  }

  Head head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends records; those that are there already are left out.
   *
   * @return whether the day before has ended with that
   */
  boolean append(Collection<ConsentRecord> records) throws IOException {
    JsonWriter json = JsonWriter.compact();
    List<Pending> all = records.stream().map(record -> Pending.of(record, json)).toList();
    lock.lock();
    try {
      Set<UUID> batch = new HashSet<>();
      List<Pending> missing = new ArrayList<>(all.size());
      for (Pending each : all) {
        ConsentRecord record = each.record();
        if (record != null && batch.add(record.id()) && !isThere(record, each.digest())) {
          missing.add(each);
        }
      }
      return write(missing);
    } finally {
      lock.unlock();
    }
  }

  private boolean isThere(ConsentRecord record, String digest) throws IOException {
    UUID id = record.id();
    if (recent.contains(id)) {
      return true;
    }
    if (!recent.mayBeElsewhere(id)) {
      return false;
    }
    for (Day each : days.all()) {
      if (each.summary().mayHoldId(Uuid7.millis(id))
          && (days.candidates(each.date(), record.consentId()).stream()
                  .map(Days::record)
                  .anyMatch(stored -> stored != null && stored.id().equals(id))
              || days.candidates(each.date(), digest).stream()
                  .anyMatch(stored -> stored.entry().digest().equals(digest)))) {
        return true;
      }
    }
    return false;
  }

  /** Appends an erasure. */
  void append(Erasure erasure) throws IOException {
    lock.lock();
    try {
      write(List.of(Pending.of(erasure)));
    } finally {
      lock.unlock();
    }
  }

  private boolean write(List<Pending> pending) throws IOException {
    if (pending.isEmpty()) {
      return false;
    }
    if (closed) {
      throw new IOException("The store of consent records is closed");
    }
    LocalDate today = today();
    boolean ends = day != null && day.date().isBefore(today);
    if (ends) {
      endDay();
    }
    if (day == null || writer == null) {
      Path file = directory.resolve(today + Day.PLAIN);
      if (Files.exists(file) && Files.size(file) > 0) {
        throw new IOException(
            file + " was not there; does another process write to the directory?");
      }
      writer = new DayWriter(file, 0, opener);
      day = new Day(today, file, new MemoryIndex(), 0);
      days.put(day);
    }
    append(pending, writer, day);
    return ends;
  }

  private void append(List<Pending> pending, DayWriter to, Day today) throws IOException {
    List<StoredLine> lines = new ArrayList<>(pending.size());
    List<byte[]> starts = new ArrayList<>(pending.size());
    JsonWriter json = JsonWriter.compact();
    Head end = head;
    int length = 0;
    for (Pending each : pending) {
      ChainEntry entry =
          new ChainEntry(node, end.number() + 1, end.link(), each.kind(), each.digest());
      StoredLine line = new StoredLine(entry, each.content());
      byte[] start = line.beforeContent(json);
      lines.add(line);
      starts.add(start);
      length += start.length + each.bytes().length + END.length;
      end = new Head(entry.number(), entry.link());
    }
    ByteBuffer bytes = room(length);
    for (int i = 0; i < lines.size(); i++) {
      bytes.put(starts.get(i)).put(pending.get(i).bytes()).put(END);
    }
    long position = to.length();
    to.append(bytes.flip());
    head = end;
    MemoryIndex index = (MemoryIndex) today.index();
    for (int i = 0; i < lines.size(); i++) {
      ConsentRecord record = pending.get(i).record();
      index.add(position, lines.get(i), record);
      position += starts.get(i).length + pending.get(i).bytes().length + END.length;
      if (record != null) {
        recent.add(record.id());
      }
    }
    today.grow(position);
  }

  /** Returns an empty buffer, the same one as long as it is large enough. */
  private ByteBuffer room(int length) {
    if (length > LARGEST_BUFFER) {
      return ByteBuffer.allocate(length);
    }
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocateDirect(Math.max(length, Math.min(LARGEST_BUFFER, 2 * length)));
    }
    return buffer.clear();
  }

  /** Ends the file of the day if the day is over. */
  void endDayIfOver() throws IOException {
    lock.lock();
    try {
      if (day != null && day.date().isBefore(today())) {
        endDay();
      }
    } finally {
      lock.unlock();
    }
  }

  private void endDay() throws IOException {
    DayWriter ended = writer;
    writer = null;
    day = null;
    if (ended != null) {
      ended.close();
    }
  }

  /** Returns whether a day is the one that is written to. */
  boolean isOpen(Day asked) {
    lock.lock();
    try {
      return day != null && day.date().equals(asked.date());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Erases the content of entries in a file that is not compressed. Appends wait for it.
   *
   * @param numbers the numbers of the entries
   */
  void erase(Day plain, Set<Long> numbers) throws IOException {
    lock.lock();
    try {
      boolean open = isOpen(plain);
      if (open) {
        endDay();
      }
      try {
        Tombstones.Rewritten rewritten = Tombstones.plain(plain, numbers);
        days.replace(plain.date(), rewritten::finish);
        OwnerFiles.forceDirectory(plain.file());
      } finally {
        Day now = days.newest().orElse(plain);
        if (open) {
          resume(now);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends appending for good. */
  void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      endDay();
    } finally {
      lock.unlock();
    }
  }
}
