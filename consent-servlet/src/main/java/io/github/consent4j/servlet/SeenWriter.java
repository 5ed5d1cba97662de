package io.github.consent4j.servlet;

import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenFile;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.seen.journal.SeenList;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file that lists what was seen: reads it once, and writes it when something was seen, at
 * most once a minute. A file that is not such a list is never overwritten. Thread-safe.
 */
final class SeenWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SeenWriter.class);

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final ReentrantLock lock = new ReentrantLock();
  private final SeenJournal journal;
  private final Seen seen;
  private final Clock clock;
  private @Nullable String begun;
  private boolean usable;
  private boolean failed;
  private long written;
  private long changes;

  /**
   * @param journal continues the list in the file
   * @param seen returns the list as it is to be written
   */
  SeenWriter(SeenJournal journal, Seen seen, Clock clock) {
    this.journal = journal;
    this.seen = seen;
    this.clock = clock;
  }

  /** Writes the file if a minute has passed and something was seen. */
  void write(Optional<String> file) {
    file.ifPresent(name -> write(name, false));
  }

  /** Writes the file now if something was seen. */
  void writeLast(Optional<String> file) {
    file.ifPresent(name -> write(name, true));
  }

  private void write(String name, boolean last) {
    lock.lock();
    try {
      try {
        Path file = Path.of(name);
        if (!name.equals(begun)) {
          begin(name, file);
        }
        long now = journal.changes();
        if (usable && now != changes && (last || clock.millis() - written >= MINUTE)) {
          written = clock.millis();
          SeenFile.write(file, new SeenList(seen.since(), seen.items()));
          changes = now;
          failed = false;
        }
      } catch (IOException | InvalidPathException e) {
        if (!failed) {
          failed = true;
          LOG.error("What was seen cannot be written to {}: {}", name, String.valueOf(e));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Continues the list in the file. */
  private void begin(String name, Path file) {
    begun = name;
    usable = false;
    written = clock.millis() - MINUTE;
    try {
      SeenFile.readList(file).ifPresent(journal::continueFrom);
      usable = true;
    } catch (IOException e) {
      LOG.error("What is seen is not written: {}. Name another file in 'seen'", e.getMessage());
    }
  }
}
