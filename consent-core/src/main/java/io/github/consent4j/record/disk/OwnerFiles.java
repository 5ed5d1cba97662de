package io.github.consent4j.record.disk;

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
import java.util.UUID;

/**
 * Files that survive a crash, and that only the owner of the process may read where the file system
 * knows owners.
 */
public final class OwnerFiles {

  /** The end of the name of a file that is not finished. */
  public static final String UNFINISHED = ".tmp";

  private OwnerFiles() {}

  /** Creates a directory and those above it, unless it is there. */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions(directory, "rwx------"));
    }
  }

  /** Opens a file. A new one is the owner's alone. */
  public static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
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
  public static FileChannel begin(Path file) throws IOException {
    return beginAt(unfinished(file));
  }

  private static FileChannel beginAt(Path unfinished) throws IOException {
    Files.deleteIfExists(unfinished);
    return open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Puts the unfinished version of a file, which was forced and closed, in the file's place. That
   * survives a crash after {@link #forceDirectory}.
   */
  public static void finish(Path file) throws IOException {
    move(unfinished(file), file);
  }

  private static void move(Path unfinished, Path file) throws IOException {
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the unfinished version of a file after a failure, since the disk may be full. */
  public static void abandon(Path file, Exception failure) {
    remove(unfinished(file), failure);
  }

  private static void remove(Path unfinished, Exception failure) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Writes a file. After a crash there is either all of it or what was there before. */
  public static void write(Path file, byte[] content) throws IOException {
    write(unfinished(file), file, content);
  }

  /** Writes a file like {@link #write}, while other processes may write the same one. */
  public static void writeShared(Path file, byte[] content) throws IOException {
    write(file.resolveSibling(UUID.randomUUID() + UNFINISHED), file, content);
  }

  private static void write(Path unfinished, Path file, byte[] content) throws IOException {
    try {
      try (FileChannel channel = beginAt(unfinished)) {
        writeFully(channel, ByteBuffer.wrap(content));
        channel.force(true);
      }
      move(unfinished, file);
    } catch (IOException e) {
      remove(unfinished, e);
      throw e;
    }
    forceDirectory(file);
  }

  /** Writes all bytes of a buffer; usually in one call to the operating system. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    do {
      channel.write(bytes);
    } while (bytes.hasRemaining());
  }

  /** Makes sure that the names of new, moved and deleted files beside this one survive a crash. */
  public static void forceDirectory(Path file) throws IOException {
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
