package io.github.consent4j.record.file;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A gzip file of many members (RFC 1952, section 2.2), so that a part of it can be read alone.
 * Every tool for gzip reads it. The header of each member holds its length in an extra field, so
 * that a broken one can be skipped.
 */
final class GzipBlocks {

  /** The largest member, and the largest content of one, that is believed. */
  private static final int LARGEST = 256 << 20;

  private static final int STEP = 1 << 20;
  private static final int FIELD = 16;
  private static final int HEADER = FIELD + Integer.BYTES;
  private static final int TRAILER = 2 * Integer.BYTES;

  /** A header up to the length: no time, an unknown system, eight bytes of extra fields. */
  private static final byte[] START = {
    0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 8, 0, 'C', '4', 4, 0
  };

  private GzipBlocks() {}

  /** Writes blocks to the end of a file. Not thread-safe. */
  static final class Writer implements Closeable {

    private final FileChannel channel;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private long position;

    Writer(FileChannel channel) {
      this.channel = channel;
    }

    /** Returns where the next block will stand. */
    long position() {
      return position;
    }

    void write(byte[] content, int length) throws IOException {
      CRC32 checksum = new CRC32();
      checksum.update(content, 0, length);
      // What cannot be compressed grows by five bytes for each 16 KB.
      ByteBuffer block =
          ByteBuffer.allocate(HEADER + length + length / 1024 + 64 + TRAILER)
              .order(ByteOrder.LITTLE_ENDIAN);
      block.put(START).position(HEADER);
      deflater.reset();
      deflater.setInput(content, 0, length);
      deflater.finish();
      while (!deflater.finished()) {
        deflater.deflate(block);
      }
      block.putInt((int) checksum.getValue()).putInt(length);
      block.putInt(FIELD, block.position());
      position += block.position();
      OwnerFiles.writeFully(channel, block.flip());
    }

    /** Adds a part of another file as it is, whatever it holds. */
    void copy(FileChannel other, long from, long to) throws IOException {
      for (long next = from; next < to; ) {
        long copied = other.transferTo(next, to - next, channel);
        if (copied == 0) {
          throw new EOFException("The file is shorter than it was");
        }
        next += copied;
      }
      position += to - from;
    }

    /** Frees the memory of the compression; the file stays open. */
    @Override
    public void close() {
      deflater.end();
    }
  }

  /**
   * Returns the length of the block at a position.
   *
   * @throws IOException if none begins there
   */
  static int length(FileChannel channel, long position) throws IOException {
    ByteBuffer header = read(channel, position, HEADER);
    for (byte expected : START) {
      if (header.get() != expected) {
        throw new IOException("no block begins at byte " + position);
      }
    }
    int length = header.getInt();
    if (length < HEADER + TRAILER || length > LARGEST || position + length > channel.size()) {
      throw new IOException("the block at byte " + position + " has a wrong length");
    }
    return length;
  }

  /**
   * Returns the content of the block at a position.
   *
   * @throws IOException if it cannot be read
   */
  static byte[] read(FileChannel channel, long position) throws IOException {
    int length = length(channel, position);
    ByteBuffer block = read(channel, position, length);
    int size = block.getInt(length - Integer.BYTES);
    if (size < 0 || size > LARGEST) {
      throw new IOException("the block at byte " + position + " has a wrong size");
    }
    byte[] content = new byte[size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(block.slice(HEADER, length - HEADER - TRAILER));
      int inflated = 0;
      while (inflated < size) {
        int more = inflater.inflate(content, inflated, size - inflated);
        if (more == 0) {
          break;
        }
        inflated += more;
      }
      CRC32 checksum = new CRC32();
      checksum.update(content);
      if (inflated < size || (int) checksum.getValue() != block.getInt(length - TRAILER)) {
        throw new IOException("the block at byte " + position + " was changed");
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException("the block at byte " + position + " was changed", e);
    } finally {
      inflater.end();
    }
  }

  /** Returns where the next block after a position begins; the size of the file if none does. */
  static long next(FileChannel channel, long position) throws IOException {
    long size = channel.size();
    for (long from = position + 1; from < size; from += STEP) {
      int length = (int) Math.min(STEP + START.length, size - from);
      byte[] bytes = read(channel, from, length).array();
      for (int i = 0; i + START.length <= length; i++) {
        if (isStart(bytes, i)) {
          return from + i;
        }
      }
    }
    return size;
  }

  private static boolean isStart(byte[] bytes, int at) {
    for (int i = 0; i < START.length; i++) {
      if (bytes[at + i] != START[i]) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("the file ends within a block at byte " + from);
      }
    }
    return bytes.flip();
  }
}
