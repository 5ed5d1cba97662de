package io.github.consent4j.record.file;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of a day's file in which some entries have no content any more. */
final class Tombstones {

  /** A copy that was forced and is beside its place. */
  @FunctionalInterface
  interface Rewritten {

    /** Puts the copy in its place. */
    Day finish() throws IOException;
  }

  private static final int BUFFER = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  private Tombstones() {}

  /** Copies a file that is not compressed. */
  static Rewritten plain(Day day, Set<Long> numbers) throws IOException {
    MemoryIndex index = new MemoryIndex();
    long[] length = new long[1];
    try (DayLines lines = day.open();
        FileChannel to = OwnerFiles.begin(day.file())) {
      ByteBuffer[] buffer = {ByteBuffer.allocate(BUFFER)};
      lines.forEach(
          (position, number, line) -> {
            byte[] text = withoutContent(line, numbers);
            if (buffer[0].remaining() < text.length + 1) {
              OwnerFiles.writeFully(to, buffer[0].flip());
              buffer[0] = ByteBuffer.allocate(Math.max(BUFFER, text.length + 1));
            }
            buffer[0].put(text).put((byte) '\n');
            addIfReadable(index, length[0], text);
            length[0] += text.length + 1;
          });
      OwnerFiles.writeFully(to, buffer[0].flip());
      to.force(true);
    } catch (IOException e) {
      OwnerFiles.abandon(day.file(), e);
      throw e;
    }
    return () -> {
      OwnerFiles.finish(day.file());
      return new Day(day.date(), day.file(), index, length[0]);
    };
  }

  private static void addIfReadable(MemoryIndex index, long position, byte[] line) {
    try {
      index.add(position, line);
    } catch (IOException e) {
      // A broken line is kept as it is, for the verification to find.
    }
  }

  /** Copies a compressed file. A block that cannot be read is kept as it is. */
  static Rewritten packed(Day day, Set<Long> numbers) throws IOException {
    PackedWriter to = new PackedWriter(day.file());
    try (to;
        PackedLines lines = PackedLines.open(day.file())) {
      lines.forEach(
          new LineAction() {
            @Override
            public void line(long position, long number, byte[] line) throws IOException {
              to.line(withoutContent(line, numbers));
            }

            @Override
            public void unreadable(long number, String reason) {
              LOG.warn("A part of {} is kept as it is in an erasure: {}", day.file(), reason);
            }

            @Override
            public void broken(long from, long end) throws IOException {
              to.broken(lines, from, end, day.summary());
            }
          });
      to.force();
    } catch (IOException e) {
      OwnerFiles.abandon(day.file(), e);
      throw e;
    }
    return () -> to.finish(day.date());
  }

  private static byte[] withoutContent(byte[] line, Set<Long> numbers) {
    try {
      StoredLine stored = StoredLine.read(line);
      if (stored.isRecord() && numbers.contains(stored.entry().number())) {
        return stored.erased().toBytes();
      }
    } catch (IOException e) {
      // A broken line is kept as it is, for the verification to find.
    }
    return line;
  }
}
