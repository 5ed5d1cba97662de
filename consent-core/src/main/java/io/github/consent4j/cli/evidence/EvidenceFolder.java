package io.github.consent4j.cli.evidence;

import io.github.consent4j.format.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    try {
      digests().forEach((name, digest) -> sums.append(digest + "  " + name + '\n'));
      Files.writeString(folder.resolve(SUMS), sums, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the digests of all files but {@link #SUMS} in hexadecimal, by their paths below the
   * folder with slashes, in order.
   *
   * @throws IOException if a file cannot be read
   */
  public SortedMap<String, String> digests() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (!name.equals(SUMS)) {
        digests.put(name, digest(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  private static String digest(byte[] content) {
    return HexFormat.of().formatHex(Sha256.of(content));
  }
}
