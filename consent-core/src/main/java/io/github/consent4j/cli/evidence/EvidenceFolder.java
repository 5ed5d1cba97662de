package io.github.consent4j.cli.evidence;

import io.github.consent4j.format.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The folder to which an audit writes its evidence. Not thread-safe. */
public final class EvidenceFolder {

  /** The file with the digests of all others. */
  public static final String SUMS = "SHA256SUMS";

  private final Path folder;

  /**
   * @param folder is created with the first file
   */
  public EvidenceFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /** Returns whether the folder is new or empty, so that nothing is mixed with what it has. */
  public boolean isFree() throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /**
   * Writes a file.
   *
   * @param name its path below the folder, with slashes
   * @return its digest in hexadecimal
   * @throws UncheckedIOException if it cannot be written
   */
  public String write(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, content);
      return digest(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the digests of all files, as {@code sha256sum --check SHA256SUMS} reads them.
   *
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public void seal() {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sorted =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.equals(folder.resolve(SUMS)))
              .sorted()
              .toList();
      for (Path file : sorted) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        sums.append(digest(Files.readAllBytes(file))).append("  ").append(name).append('\n');
      }
      Files.writeString(folder.resolve(SUMS), sums, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] content) {
    return HexFormat.of().formatHex(Sha256.of(content));
  }
}
