package io.github.consent4j.servlet;

import io.github.consent4j.format.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of some files at one moment. Symbolic links are followed, because a config map of
 * Kubernetes changes by a new target of a link. Immutable.
 */
final class FileStates {

  /**
   * A file that was changed so recently may change again without a new date: some file systems
   * store whole seconds.
   */
  private static final Duration COARSEST_DATE = Duration.ofSeconds(3);

  private static final String ABSENT = "";

  private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

  /** What tells without reading that a file has changed, and the hash of its content. */
  private record Stamp(Object key, Instant modified, long size, String content) {

    boolean looksLike(Stamp other) {
      return key.equals(other.key) && modified.equals(other.modified) && size == other.size;
    }

    boolean isSettled() {
      return modified.isBefore(Instant.now().minus(COARSEST_DATE));
    }
  }

  private FileStates() {}

  /**
   * Looks at files.
   *
   * @param earlier an earlier state, whose hashes are used for files that look the same; or null
   */
  static FileStates of(List<Path> files, @Nullable FileStates earlier) {
    FileStates states = new FileStates();
    for (Path file : files) {
      states.stamps.put(file, stamp(file, earlier == null ? null : earlier.stamps.get(file)));
    }
    return states;
  }

  private static Stamp stamp(Path file, @Nullable Stamp earlier) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      Object key = attributes.fileKey() == null ? real : attributes.fileKey();
      Instant modified = attributes.lastModifiedTime().toInstant();
      Stamp now = new Stamp(key, modified, attributes.size(), ABSENT);
      if (earlier != null && now.looksLike(earlier) && now.isSettled()) {
        return earlier;
      }
      String content = HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(real)));
      return new Stamp(key, modified, attributes.size(), content);
    } catch (IOException e) {
      return new Stamp(e.getClass(), Instant.EPOCH, 0, ABSENT);
    }
  }

  /** Returns whether the files have the same content, whatever their dates are. */
  boolean hasContentOf(FileStates other) {
    return stamps.keySet().equals(other.stamps.keySet())
        && stamps.entrySet().stream()
            .allMatch(e -> e.getValue().content.equals(other.stamps.get(e.getKey()).content));
  }
}
