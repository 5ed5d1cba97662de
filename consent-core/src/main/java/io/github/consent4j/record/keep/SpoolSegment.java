package io.github.consent4j.record.keep;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool, with one record a line. It is locked, so that of several processes only
 * one uses it. One thread appends; another one may read at the same time.
 */
final class SpoolSegment implements Closeable {

  private static final int BLOCK = 256 << 10;

  private final Path file;
  private final FileChannel channel;

  /** The end of what is forced to disk. */
  private volatile long length;

  /** The end of what was taken out. Guarded by the spool. */
  private long taken;

  private SpoolSegment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Creates a file.
   *
   * @return null if another process has taken it in the meantime
   * @throws java.nio.file.FileAlreadyExistsException if it exists already
   */
  static @Nullable SpoolSegment create(Path file) throws IOException {
    return locked(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Opens the file of a process that has ended. A last line without its end is removed: nobody was
   * told that it was kept.
   *
   * @return null if another process uses it
   */
  static @Nullable SpoolSegment adopt(Path file) throws IOException {
    SpoolSegment segment = locked(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    if (segment != null) {
      try {
        segment.repair();
      } catch (IOException e) {
        segment.close();
        throw e;
      }
    }
    return segment;
  }

  private static @Nullable SpoolSegment locked(Path file, Set<? extends OpenOption> options)
      throws IOException {
    FileChannel channel = OwnerFiles.open(file, options);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another application in this process uses it.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new SpoolSegment(file, channel);
  }

  private void repair() throws IOException {
    long size = channel.size();
    long end = endOfLastLine(size);
    if (end < size) {
      channel.truncate(end);
      channel.force(true);
    }
    length = end;
  }

  private long endOfLastLine(long size) throws IOException {
    for (long to = size; to > 0; ) {
      long from = Math.max(0, to - BLOCK);
      ByteBuffer block = read(from, (int) (to - from));
      for (int at = block.limit() - 1; at >= 0; at--) {
        if (block.get(at) == '\n') {
          return from + at + 1;
        }
      }
      to = from;
    }
    return 0;
  }

  private ByteBuffer read(long from, int number) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(number);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("The file " + file + " has been cut off by somebody else");
      }
    }
    return bytes.flip();
  }

  /** Returns the number of lines that were not taken out. */
  long countLines() throws IOException {
    long lines = 0;
    for (long at = taken; at < length; at += BLOCK) {
      ByteBuffer block = read(at, (int) Math.min(BLOCK, length - at));
      while (block.hasRemaining()) {
        lines += block.get() == '\n' ? 1 : 0;
      }
    }
    return lines;
  }

  /**
   * Appends lines and forces them to disk. If that fails, none of them is in the file, and it must
   * not be appended to again.
   */
  void append(byte[] lines) throws IOException {
    long start = length;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines);
      while (bytes.hasRemaining()) {
        channel.write(bytes, start + bytes.position());
      }
      channel.force(false);
      length = start + lines.length;
    } catch (IOException e) {
      try {
        channel.truncate(start);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Returns the oldest lines that were not taken out. */
  List<SpoolLine> peek(int most) throws IOException {
    int number = (int) Math.min(BLOCK, length - taken);
    List<SpoolLine> lines = lines(taken, number, most);
    while (lines.isEmpty() && number < length - taken) {
      number = (int) Math.min(2L * number, length - taken);
      lines = lines(taken, number, most);
    }
    return lines;
  }

  /** Returns the number of bytes that were not taken out. */
  long waitingBytes() {
    return length - taken;
  }

  /** Returns all lines that were not taken out; they have to fit into memory. */
  List<SpoolLine> all() throws IOException {
    return lines(taken, Math.toIntExact(waitingBytes()), Integer.MAX_VALUE);
  }

  private List<SpoolLine> lines(long from, int number, int most) throws IOException {
    byte[] bytes = read(from, number).array();
    List<SpoolLine> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length && lines.size() < most; at++) {
      if (bytes[at] == '\n') {
        String text = new String(bytes, start, at - start, UTF_8);
        lines.add(new SpoolLine(text, at + 1 - start));
        start = at + 1;
      }
    }
    return lines;
  }

  /** Returns the wanted lines, with those that were taken out already. */
  List<SpoolLine> find(Predicate<SpoolLine> which) throws IOException {
    return find(which, false);
  }

  /**
   * Overwrites the wanted lines with blanks, those that were taken out as well: after a crash they
   * would be read again.
   *
   * @return the overwritten lines
   */
  List<SpoolLine> erase(Predicate<SpoolLine> which) throws IOException {
    List<SpoolLine> erased = find(which, true);
    if (!erased.isEmpty()) {
      channel.force(false);
    }
    return erased;
  }

  private List<SpoolLine> find(Predicate<SpoolLine> which, boolean erase) throws IOException {
    List<SpoolLine> found = new ArrayList<>();
    long end = length;
    for (long at = 0; at < end; ) {
      int number = (int) Math.min(BLOCK, end - at);
      List<SpoolLine> lines = lines(at, number, Integer.MAX_VALUE);
      while (lines.isEmpty() && number < end - at) {
        number = (int) Math.min(2L * number, end - at);
        lines = lines(at, number, Integer.MAX_VALUE);
      }
      for (SpoolLine line : lines) {
        if (!line.isErased() && which.test(line)) {
          if (erase) {
            overwrite(at, line);
          }
          found.add(line);
        }
        at += line.bytes();
      }
    }
    return found;
  }

  private void overwrite(long at, SpoolLine line) throws IOException {
    ByteBuffer blanks = ByteBuffer.wrap(" ".repeat(line.bytes() - 1).getBytes(UTF_8));
    while (blanks.hasRemaining()) {
      channel.write(blanks, at + blanks.position());
    }
  }

  /** Takes the oldest lines out. */
  void take(List<SpoolLine> lines) {
    taken += lines.stream().mapToLong(SpoolLine::bytes).sum();
  }

  boolean isEmpty() {
    return taken == length;
  }

  long length() {
    return length;
  }

  void delete() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
