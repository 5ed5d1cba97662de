package io.github.consent4j.record.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The lines of a file that is not compressed, up to a length. */
final class PlainLines implements DayLines {

  private static final int CHUNK = 1 << 16;
  private static final int USUAL_LINE = 1 << 10;

  private final FileChannel channel;
  private final long end;

  PlainLines(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  @Override
  public void forEach(LineAction action) throws IOException {
    read(0, Long.MAX_VALUE, CHUNK, action);
  }

  @Override
  public void at(long position, LineAction action) throws IOException {
    read(position, 1, USUAL_LINE, action);
  }

  private void read(long from, long most, int usual, LineAction action) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(usual);
    long number = 0;
    long position = from;
    while (number < most && position < end) {
      bytes.limit((int) Math.min(bytes.capacity(), end - position));
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new EOFException("The file is shorter than it was");
        }
      }
      byte[] array = bytes.array();
      int start = 0;
      for (int i = 0; i < bytes.limit() && number < most; i++) {
        if (array[i] == '\n') {
          action.line(position + start, ++number, Arrays.copyOfRange(array, start, i));
          start = i + 1;
        }
      }
      if (start > 0) {
        bytes.clear();
      } else if (position + bytes.limit() == end) {
        action.line(position, ++number, Arrays.copyOf(array, bytes.limit()));
        start = bytes.limit();
      } else {
        bytes = ByteBuffer.allocate(bytes.capacity() * 4);
      }
      position += start;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
