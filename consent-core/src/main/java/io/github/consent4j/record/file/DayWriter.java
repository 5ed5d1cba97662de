package io.github.consent4j.record.file;

import io.github.consent4j.record.disk.OwnerFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Appends to a file so that each append is there as a whole or not at all. Not thread-safe. */
final class DayWriter implements Closeable {

  /** Opens a file for writing. */
  @FunctionalInterface
  interface Opener {

    FileChannel open(Path file) throws IOException;
  }

  static final Opener OPENER =
      file -> OwnerFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));

  private final Path file;
  private final Opener opener;
  private @Nullable FileChannel channel;
  private long length;

  /**
   * Opens a file, or creates it.
   *
   * @param length what stands behind it is cut off
   */
  DayWriter(Path file, long length, Opener opener) throws IOException {
    this.file = file;
    this.length = length;
    this.opener = opener;
    channel = cut();
    OwnerFiles.forceDirectory(file);
  }

  private FileChannel cut() throws IOException {
    FileChannel opened = opener.open(file);
    try {
      if (opened.size() > length) {
        opened.truncate(length);
        opened.force(true);
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Appends bytes. On return they survive a crash of the machine.
   *
   * @throws IOException if not. Then the file is what it was, at the latest before the next append.
   */
  void append(ByteBuffer bytes) throws IOException {
    FileChannel to = channel;
    if (to == null) {
      to = cut();
      channel = to;
    }
    long end = length + bytes.remaining();
    try {
      for (long at = length; bytes.hasRemaining(); ) {
        at += to.write(bytes, at);
      }
      to.force(false);
      length = end;
    } catch (IOException e) {
      // After a failed force the kernel may take unwritten pages for written: begin anew.
      channel = null;
      try {
        to.close();
        channel = cut();
      } catch (IOException later) {
        e.addSuppressed(later);
      }
      throw e;
    }
  }

  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
