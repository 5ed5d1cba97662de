package io.github.consent4j.record.file;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.Checkpoint;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.chain.Erasure;
import io.github.consent4j.record.disk.OwnerFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the files beside appending: checkpoints, compression, erasure and purge, one at a
 * time. Each can be interrupted at any moment and is finished later. Thread-safe.
 */
final class Upkeep {

  /** The file with an erasure that is not finished. */
  static final String ERASURE = "erasure.json";

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Path erasing;
  private final Clock clock;
  private final @Nullable CheckpointKey key;
  private final CheckpointFile checkpoints;
  private final Days days;
  private final Journal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean ending;

  Upkeep(
      Path directory,
      Clock clock,
      @Nullable CheckpointKey key,
      CheckpointFile checkpoints,
      Days days,
      Journal journal) {
    erasing = directory.resolve(ERASURE);
    this.clock = clock;
    this.key = key;
    this.checkpoints = checkpoints;
    this.days = days;
    this.journal = journal;
  }

  /** Keeps all others waiting while something is done. */
  <T> T alone(Task<T> task) throws IOException {
    lock.lock();
    try {
      return task.run();
    } finally {
      lock.unlock();
    }
  }

  /** Something that reads or changes files. */
  @FunctionalInterface
  interface Task<T> {

    T run() throws IOException;
  }

  /** Does what is due at the end of a day, and what a crash has left. Failures are logged. */
  void tend() {
    lock.lock();
    try {
      finishErasure();
      journal.endDayIfOver();
      checkpointIfDue(false);
      pack();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The files of consent records could not be tended; it is tried again", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a checkpoint if there are entries after the last one, or if the last one could be signed.
   *
   * @param always false if one a day is enough
   */
  private void checkpointIfDue(boolean always) throws IOException {
    Optional<Checkpoint> last = checkpoints.last();
    long covered = last.map(Checkpoint::number).orElse(0L);
    boolean isNew = journal.head().number() > covered;
    boolean ofToday =
        last.isPresent()
            && !LocalDate.ofInstant(last.get().at(), ZoneOffset.UTC).isBefore(journal.today());
    boolean dayEnded =
        days.all().stream().anyMatch(day -> day.summary().last() > covered && !journal.isOpen(day));
    boolean unsigned = canSign() && last.isPresent() && !last.get().isSigned();
    if (unsigned || (isNew && (always || dayEnded || !ofToday))) {
      checkpoint(first(0));
    }
  }

  private boolean canSign() {
    return key != null && key.canSign();
  }

  /**
   * Returns the number of the first entry.
   *
   * @param without the number of days at the beginning that do not count
   */
  private long first(int without) {
    return days.all().stream()
        .skip(without)
        .map(Day::summary)
        .filter(Summary::hasEntries)
        .mapToLong(Summary::first)
        .findFirst()
        .orElse(journal.head().number() + 1);
  }

  private void checkpoint(long first) throws IOException {
    Journal.Head head = journal.head();
    Optional<Checkpoint> last = checkpoints.last();
    Checkpoint checkpoint =
        Checkpoint.unsigned(
            journal.node(),
            last.map(Checkpoint::sequence).orElse(0L) + 1,
            // A crash may have kept what was purged already.
            Math.max(first, last.map(Checkpoint::first).orElse(1L)),
            head.number(),
            head.link(),
            clock.instant());
    checkpoints.append(key != null && canSign() ? key.sign(checkpoint) : checkpoint);
  }

  private void pack() throws IOException {
    for (Day day : days.all()) {
      if (day.isPacked() || journal.isOpen(day)) {
        continue;
      }
      if (day.length() == 0) {
        days.replace(day.date(), () -> delete(day));
        continue;
      }
      String name = day.date() + Day.PACKED;
      Path packedFile = day.file().resolveSibling(name);
      PackedWriter to = new PackedWriter(packedFile);
      try (to;
          DayLines lines = day.open()) {
        lines.forEach(
            (position, number, line) -> {
              if (ending) {
                throw new IOException("The store is closed");
              }
              to.line(line);
            });
        to.force();
      } catch (IOException e) {
        OwnerFiles.abandon(packedFile, e);
        throw e;
      }
      days.replace(
          day.date(),
          () -> {
            Day packed = to.finish(day.date());
            OwnerFiles.forceDirectory(day.file());
            Files.delete(day.file());
            OwnerFiles.forceDirectory(day.file());
            return packed;
          });
    }
  }

  private static @Nullable Day delete(Day day) throws IOException {
    if (day.isPacked()) {
      Files.deleteIfExists(PackedWriter.index(day.file()));
    }
    Files.delete(day.file());
    return null;
  }

  /** Erases the records of a visitor. */
  int erase(String consentId) throws IOException {
    lock.lock();
    try {
      finishErasure();
      List<Long> numbers = new ArrayList<>();
      for (Day day : days.all()) {
        for (StoredLine line : days.candidates(day.date(), consentId)) {
          ConsentRecord record = Days.record(line);
          if (record != null && record.consentId().equals(consentId)) {
            numbers.add(line.entry().number());
          }
        }
      }
      if (!numbers.isEmpty()) {
        Erasure erasure = new Erasure(clock.instant(), numbers);
        OwnerFiles.write(erasing, erasure.content().getBytes(StandardCharsets.UTF_8));
        journal.append(erasure);
        eraseContents(erasure);
      }
      return numbers.size();
    } finally {
      lock.unlock();
    }
  }

  /** Finishes an erasure that a crash has left, if that is possible now. */
  void recover() {
    lock.lock();
    try {
      finishErasure();
    } catch (IOException e) {
      LOG.warn("An erasure of consent records could not be finished; it is tried again", e);
    } finally {
      lock.unlock();
    }
  }

  /** Erases what an unfinished erasure names. It is in the chain before any content goes. */
  private void finishErasure() throws IOException {
    if (!Files.exists(erasing)) {
      return;
    }
    Erasure erasure = Erasure.read(Files.readString(erasing));
    if (!isInChain(erasure)) {
      journal.append(erasure);
    }
    eraseContents(erasure);
  }

  private void eraseContents(Erasure erasure) throws IOException {
    Set<Long> numbers = new HashSet<>(erasure.entries());
    for (Day day : days.all()) {
      Summary summary = day.summary();
      if (numbers.stream().noneMatch(n -> summary.first() <= n && n <= summary.last())) {
        continue;
      }
      if (day.isPacked()) {
        Tombstones.Rewritten rewritten = Tombstones.packed(day, numbers);
        days.replace(day.date(), rewritten::finish);
        OwnerFiles.forceDirectory(day.file());
      } else {
        journal.erase(day, numbers);
      }
    }
    Files.delete(erasing);
    OwnerFiles.forceDirectory(erasing);
  }

  private boolean isInChain(Erasure erasure) throws IOException {
    long after = erasure.entries().stream().mapToLong(Long::longValue).max().orElse(0);
    String content = erasure.content();
    boolean[] found = new boolean[1];
    for (Day day : days.all()) {
      if (day.summary().last() > after) {
        days.scan(day.date(), line -> found[0] |= content.equals(line.content()));
      }
    }
    return found[0];
  }

  /** Removes the oldest days whose records have all lapsed before a time. */
  long purge(Instant before) throws IOException {
    lock.lock();
    try {
      finishErasure();
      journal.endDayIfOver();
      List<Day> purged = new ArrayList<>();
      for (Day day : days.all()) {
        if (journal.isOpen(day) || day.summary().validUntil() >= Summary.millis(before)) {
          break;
        }
        purged.add(day);
      }
      if (purged.isEmpty()) {
        return 0;
      }
      // The checkpoint says first what may be missing, so that a crash between both breaks nothing.
      checkpoint(first(purged.size()));
      long records = 0;
      for (Day day : purged) {
        records += day.summary().records();
        days.replace(day.date(), () -> delete(day));
      }
      OwnerFiles.forceDirectory(erasing);
      return records;
    } finally {
      lock.unlock();
    }
  }

  /** Ends upkeep: what is going on is left, and finished when the store is opened again. */
  void end() throws IOException {
    ending = true;
    lock.lock();
    try {
      checkpointIfDue(true);
    } finally {
      lock.unlock();
    }
  }
}
