package io.github.consent4j.record.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The lines of a compressed file. */
final class PackedLines implements DayLines {

  private final FileChannel channel;

  PackedLines(FileChannel channel) {
    this.channel = channel;
  }

  static PackedLines open(Path file) throws IOException {
    return new PackedLines(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public void forEach(LineAction action) throws IOException {
    long size = channel.size();
    long number = 0;
    for (long position = 0; position < size; ) {
      byte[] content;
      try {
        content = GzipBlocks.read(channel, position);
      } catch (IOException e) {
        action.unreadable(number + 1, String.valueOf(e.getMessage()));
        long next = GzipBlocks.next(channel, position);
        action.broken(position, next);
        position = next;
        continue;
      }
      number = lines(position, number, content, action);
      position += GzipBlocks.length(channel, position);
    }
  }

  @Override
  public void at(long position, LineAction action) throws IOException {
    lines(position, 0, GzipBlocks.read(channel, position), action);
  }

  /** Copies a part of the file as it is. */
  void copy(long from, long to, GzipBlocks.Writer end) throws IOException {
    end.copy(channel, from, to);
  }

  private static long lines(long position, long before, byte[] content, LineAction action)
      throws IOException {
    long number = before;
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        action.line(position, ++number, Arrays.copyOfRange(content, start, i));
        start = i + 1;
      }
    }
    if (start < content.length) {
      action.line(position, ++number, Arrays.copyOfRange(content, start, content.length));
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
