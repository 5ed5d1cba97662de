package io.github.consent4j.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that survive a crash, and that only the owner of the process may read where the file system
 * knows owners.
 */
final class OwnerFiles {

  /** The end of the name of a file that is not finished. */
  static final String UNFINISHED = ".tmp";

  private OwnerFiles() {}

  /** Creates a directory and those above it, unless it is there. */
  static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions(directory, "rwx------"));
    }
  }

  /** Opens a file. A new one is the owner's alone. */
  static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
    return FileChannel.open(file, options, permissions(file, "rw-------"));
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Opens the unfinished version of a file for writing. */
  static FileChannel begin(Path file) throws IOException {
    Path unfinished = unfinished(file);
    Files.deleteIfExists(unfinished);
    return open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Puts the unfinished version of a file, which was forced and closed, in the file's place. That
   * survives a crash after {@link #forceDirectory}.
   */
  static void finish(Path file) throws IOException {
    Files.move(
        unfinished(file),
        file,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the unfinished version of a file after a failure, since the disk may be full. */
  static void abandon(Path file, Exception failure) {
    try {
      Files.deleteIfExists(unfinished(file));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Writes a file. After a crash there is either all of it or what was there before. */
  static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = begin(file)) {
      writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    } catch (IOException e) {
      abandon(file, e);
      throw e;
    }
    finish(file);
    forceDirectory(file);
  }

  /** Writes all bytes of a buffer; usually in one call to the operating system. */
  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    do {
      channel.write(bytes);
    } while (bytes.hasRemaining());
  }

  /** Makes sure that the names of new, moved and deleted files beside this one survive a crash. */
  static void forceDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no directories; it keeps names in its own journal.
    }
  }
}
