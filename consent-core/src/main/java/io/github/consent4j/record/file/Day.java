package io.github.consent4j.record.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;

/**
 * The file of a day. Thread-safe.
 *
 * <p>While it is the day that is written to, its length grows; else nothing of it changes.
 */
final class Day {

  static final String PLAIN = ".jsonl";
  static final String PACKED = ".jsonl.gz";
  static final String INDEX = ".index";

  private final LocalDate date;
  private final Path file;
  private final SubjectIndex index;
  private volatile long length;

  /**
   * Makes a day.
   *
   * @param file its name ends with {@link #PLAIN} or {@link #PACKED}
   * @param length length up to which the file is read
   */
  Day(LocalDate date, Path file, SubjectIndex index, long length) {
    this.date = date;
    this.file = file;
    this.index = index;
    this.length = length;
  }

  LocalDate date() {
    return date;
  }

  Path file() {
    return file;
  }

  SubjectIndex index() {
    return index;
  }

  Summary summary() {
    return index.summary();
  }

  boolean isPacked() {
    return file.toString().endsWith(PACKED);
  }

  long length() {
    return length;
  }

  void grow(long length) {
    this.length = length;
  }

  /** Opens the file. It can be read to its end even if it is replaced meanwhile. */
  DayLines open() throws IOException {
    return open(file, length);
  }

  static DayLines open(Path file, long length) throws IOException {
    boolean packed = file.toString().endsWith(PACKED);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return packed ? new PackedLines(channel) : new PlainLines(channel, length);
    } catch (NoSuchFileException e) {
      if (packed) {
        throw e;
      }
      // The process that writes has compressed it since this one has looked.
      Path later = file.resolveSibling(file.getFileName() + ".gz");
      return new PackedLines(FileChannel.open(later, StandardOpenOption.READ));
    }
  }
}
