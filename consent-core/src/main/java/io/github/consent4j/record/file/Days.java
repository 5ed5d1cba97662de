package io.github.consent4j.record.file;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All days of a store, and how records are found in them. Thread-safe. */
final class Days {

  /** Replaces files. */
  @FunctionalInterface
  interface Replacement {

    /** Returns the day as it is now; null if it is gone. */
    @Nullable Day replace() throws IOException;
  }

  /** Takes a line that could be read. */
  @FunctionalInterface
  interface StoredAction {

    void line(StoredLine line) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Days.class);

  private final ConcurrentNavigableMap<LocalDate, Day> days = new ConcurrentSkipListMap<>();

  /** A reader opens files and looks up positions; whoever replaces files writes. */
  private final ReadWriteLock files = new ReentrantReadWriteLock();

  /** Returns the days, the oldest first. */
  Collection<Day> all() {
    return days.values();
  }

  /** Returns the newest day, if there is one. */
  Optional<Day> newest() {
    return Optional.ofNullable(days.lastEntry()).map(entry -> entry.getValue());
  }

  void put(Day day) {
    days.put(day.date(), day);
  }

  /** Replaces the files of a day while nobody looks up positions in it. */
  void replace(LocalDate date, Replacement replacement) throws IOException {
    files.writeLock().lock();
    try {
      Day now = replacement.replace();
      if (now == null) {
        days.remove(date);
      } else {
        days.put(date, now);
      }
    } finally {
      files.writeLock().unlock();
    }
  }

  /** Opens a day as it is now; null if it is gone. */
  @Nullable DayLines open(LocalDate date) throws IOException {
    files.readLock().lock();
    try {
      Day day = days.get(date);
      return day == null ? null : day.open();
    } finally {
      files.readLock().unlock();
    }
  }

  /** Calls an action with every wanted record. */
  void forEach(Query query, Consumer<ConsentRecord> action) throws IOException {
    String consentId = query.consentId();
    for (Day day : all()) {
      if (!day.summary().mayHold(query)) {
        continue;
      }
      StoredAction accepted =
          line -> {
            ConsentRecord record = record(line);
            if (record != null && query.accepts(record)) {
              action.accept(record);
            }
          };
      if (consentId == null) {
        scan(day.date(), accepted);
      } else {
        for (StoredLine line : candidates(day.date(), consentId)) {
          accepted.line(line);
        }
      }
    }
  }

  /** Calls an action with every line of a day that can be read. */
  void scan(LocalDate date, StoredAction action) throws IOException {
    try (DayLines lines = open(date)) {
      if (lines != null) {
        lines.forEach(new ReadableLines(date, action));
      }
    }
  }

  /**
   * Returns the lines of a day in which a consent identifier or a digest stands, and perhaps
   * others.
   */
  List<StoredLine> candidates(LocalDate date, String text) throws IOException {
    files.readLock().lock();
    try {
      Day day = days.get(date);
      return day == null ? List.of() : candidates(day, text);
    } finally {
      files.readLock().unlock();
    }
  }

  private static List<StoredLine> candidates(Day day, String text) throws IOException {
    List<StoredLine> found = new ArrayList<>();
    LineAction action = new ReadableLines(day.date(), found::add).with(text);
    try {
      long[] positions = day.index().positions(SubjectIndex.hash(text));
      if (positions.length > 0) {
        try (DayLines lines = day.open()) {
          for (long position : positions) {
            lines.at(position, action);
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("The index of {} does not fit ({}); all of it is read", day.file(), e.toString());
      found.clear();
      try (DayLines lines = day.open()) {
        lines.forEach(action);
      }
    }
    return found;
  }

  /** Returns the record of a line; null if it has none that can be read. */
  static @Nullable ConsentRecord record(StoredLine line) {
    String content = line.content();
    if (content == null || !line.isRecord()) {
      return null;
    }
    try {
      return RecordJson.read(content);
    } catch (IOException e) {
      LOG.warn("The record of entry {} cannot be read; it is skipped", line.entry().number());
      return null;
    }
  }

  /** Reads lines, and says in the log which ones it had to skip. */
  private static final class ReadableLines implements LineAction {

    private final LocalDate date;
    private final StoredAction action;
    private final @Nullable String needle;

    ReadableLines(LocalDate date, StoredAction action) {
      this(date, action, null);
    }

    private ReadableLines(LocalDate date, StoredAction action, @Nullable String needle) {
      this.date = date;
      this.action = action;
      this.needle = needle;
    }

    /** Returns the same for lines with a text alone, unless it may be written differently. */
    ReadableLines with(String text) {
      boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
      return plain ? new ReadableLines(date, action, text) : this;
    }

    @Override
    public void line(long position, long number, byte[] line) throws IOException {
      if (needle != null && !new String(line, StandardCharsets.ISO_8859_1).contains(needle)) {
        return;
      }
      StoredLine stored;
      try {
        stored = StoredLine.read(line);
      } catch (IOException e) {
        unreadable(number, String.valueOf(e.getMessage()));
        return;
      }
      action.line(stored);
    }

    @Override
    public void unreadable(long number, String reason) {
      LOG.warn("Line {} of {} cannot be read and is skipped: {}", number, date, reason);
    }
  }
}
