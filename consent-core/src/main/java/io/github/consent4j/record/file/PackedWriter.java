package io.github.consent4j.record.file;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes a day's compressed file and its index. Not thread-safe. */
final class PackedWriter implements Closeable {

  /** The bytes that are read to find one record. */
  private static final int BLOCK = 1 << 15;

  private final Path file;
  private final FileChannel channel;
  private final GzipBlocks.Writer blocks;
  private final Buffer buffer = new Buffer();
  private final MemoryIndex index = new MemoryIndex();

  PackedWriter(Path file) throws IOException {
    this.file = file;
    channel = OwnerFiles.begin(file);
    blocks = new GzipBlocks.Writer(channel);
  }

  /** Adds a line, which need not be readable. */
  void line(byte[] line) throws IOException {
    try {
      index.add(blocks.position(), line);
    } catch (IOException e) {
      // A broken line is kept as it is, for the verification to find.
    }
    buffer.write(line, 0, line.length);
    buffer.write('\n');
    if (buffer.size() >= BLOCK) {
      flush();
    }
  }

  /**
   * Adds a block that cannot be read, as it is.
   *
   * @param whole summary of the day when the block could be read
   */
  void broken(PackedLines lines, long from, long to, Summary whole) throws IOException {
    flush();
    lines.copy(from, to, blocks);
    index.within(whole);
  }

  private void flush() throws IOException {
    if (buffer.size() > 0) {
      blocks.write(buffer.array(), buffer.size());
      buffer.reset();
    }
  }

  /** Forces the file to disk. It is still beside its place. */
  void force() throws IOException {
    flush();
    channel.force(true);
    channel.close();
  }

  /** Puts the forced file in its place, with its index. */
  Day finish(LocalDate date) throws IOException {
    Path beside = index(file);
    Files.deleteIfExists(beside); // it would not fit
    OwnerFiles.finish(file);
    return new Day(date, file, written(beside, blocks.position(), index), blocks.position());
  }

  /** Writes an index. Returns how it is to be used: from memory if it cannot be written. */
  static SubjectIndex written(Path beside, long size, MemoryIndex index) {
    try {
      IndexFile.write(beside, size, index);
      return IndexFile.open(beside, size).<SubjectIndex>map(file -> file).orElse(index);
    } catch (IOException e) {
      return index;
    }
  }

  /** Returns where the index of a compressed day stands. */
  static Path index(Path packed) {
    String name = String.valueOf(packed.getFileName());
    return packed.resolveSibling(
        name.substring(0, name.length() - Day.PACKED.length()) + Day.INDEX);
  }

  @Override
  public void close() throws IOException {
    blocks.close();
    channel.close();
  }

  /** A buffer whose array can be read without a copy. */
  private static final class Buffer extends ByteArrayOutputStream {

    byte[] array() {
      return buf;
    }
  }
}
