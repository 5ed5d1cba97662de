package io.github.consent4j.record.file;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The index of a compressed day, in a file beside it: a header with the summary, and pairs of hash
 * and position, sorted. It can be made again from the day's file at any time. Thread-safe.
 */
final class IndexFile implements SubjectIndex {

  private static final long MAGIC = 0x43344958_00000001L; // C4IX, version 1
  private static final int LINK = 64;
  private static final int HEADER = 13 * Long.BYTES + LINK;
  private static final int PAIR = 2 * Long.BYTES;
  private static final int LEAST_WINDOW = 64;

  private final Path file;
  private final long pairs;
  private final Summary summary;

  private IndexFile(Path file, long pairs, Summary summary) {
    this.file = file;
    this.pairs = pairs;
    this.summary = summary;
  }

  /**
   * Writes the index of a day's file.
   *
   * @param size size of the day's file, by which an index of another version of it is recognised
   */
  static void write(Path file, long size, MemoryIndex index) throws IOException {
    long[][] sorted = index.sorted();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + sorted.length * PAIR);
    Summary summary = index.summary();
    bytes.putLong(MAGIC).putLong(size).putLong(sorted.length);
    bytes.putLong(summary.first()).putLong(summary.last()).putLong(summary.records());
    bytes.putLong(summary.earliest()).putLong(summary.latest());
    bytes.putLong(summary.oldestId()).putLong(summary.newestId());
    bytes.putLong(summary.validUntil()).putLong(summary.erased() ? 1 : 0);
    bytes.put(Arrays.copyOf(summary.link().getBytes(StandardCharsets.ISO_8859_1), LINK));
    bytes.putLong(checksum(bytes));
    for (long[] pair : sorted) {
      bytes.putLong(pair[0]).putLong(pair[1]);
    }
    OwnerFiles.write(file, bytes.array());
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes.slice(0, HEADER - Long.BYTES));
    return checksum.getValue();
  }

  /** Opens the index of a day's file; empty if there is none, or one of another version of it. */
  static Optional<IndexFile> open(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = read(channel, 0, HEADER);
      if (bytes.getLong() != MAGIC || bytes.getLong() != size) {
        return Optional.empty();
      }
      long pairs = bytes.getLong();
      long[] values = new long[9];
      bytes.asLongBuffer().get(values);
      bytes.position(bytes.position() + values.length * Long.BYTES);
      byte[] link = new byte[LINK];
      bytes.get(link);
      if (bytes.getLong() != checksum(bytes) || channel.size() != HEADER + pairs * PAIR) {
        return Optional.empty();
      }
      Summary summary =
          new Summary(
              values[0],
              values[1],
              new String(link, StandardCharsets.ISO_8859_1).trim(),
              values[2],
              values[3],
              values[4],
              values[5],
              values[6],
              values[7],
              values[8] != 0);
      return Optional.of(new IndexFile(file, pairs, summary));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("An index ends too early");
      }
    }
    return bytes.flip();
  }

  @Override
  public Summary summary() {
    return summary;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Hashes are spread evenly, so the place of one follows from its value. What is read around
   * that place is wide enough for nearly all hashes.
   */
  @Override
  public long[] positions(long hash) throws IOException {
    Longs found = new Longs();
    if (pairs == 0) {
      return found.toArray();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long window = LEAST_WINDOW + 4 * (long) Math.sqrt((double) pairs);
      long from = (long) ((double) hash / (double) Long.MAX_VALUE * (double) pairs) - window / 2;
      from = Math.max(0, Math.min(from, pairs - 1));
      while (from > 0 && hashAt(channel, from) >= hash) {
        from = Math.max(0, from - window);
      }
      for (boolean after = false; from < pairs && !after; from += window) {
        int count = (int) Math.min(window, pairs - from);
        ByteBuffer bytes = read(channel, HEADER + from * PAIR, count * PAIR);
        for (int i = 0; i < count && !after; i++) {
          long each = bytes.getLong();
          long position = bytes.getLong();
          after = each > hash;
          if (each == hash) {
            found.add(position);
          }
        }
      }
    }
    return Arrays.stream(found.toArray()).distinct().toArray();
  }

  private static long hashAt(FileChannel channel, long pair) throws IOException {
    return read(channel, HEADER + pair * PAIR, Long.BYTES).getLong();
  }
}
