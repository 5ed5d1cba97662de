package io.github.consent4j.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path on a site, which means itself and everything below it: {@code /maps}, {@code /maps/} and
 * {@code /maps/*} say the same. {@code *} stands for any run of characters, {@code ?} for one.
 * Immutable and thread-safe.
 */
public final class PathPattern {

  private final String path;
  private final List<NamePattern> globs;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if the text does not start with a slash
   */
  public PathPattern(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + path + "' is no path: expected one that starts with '/', as '/news/*'");
    }
    this.path = path;
    globs = globs(withoutEnd(path));
  }

  private static List<NamePattern> globs(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    return path.endsWith("*")
        ? List.of(new NamePattern(path))
        : List.of(new NamePattern(path), new NamePattern(path + "/*"));
  }

  /** The path without what says only that everything below it is meant. */
  private static String withoutEnd(String path) {
    String end = path;
    while (end.endsWith("/") || end.endsWith("/*")) {
      end = end.substring(0, end.lastIndexOf('/'));
    }
    return end;
  }

  /** Whether a path is meant, without a query. */
  public boolean matches(CharSequence other) {
    // by index: this is asked for every request
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).matches(other)) {
        return true;
      }
    }
    return globs.isEmpty();
  }

  /** Globs of which one matches where this pattern does; empty when any path matches. */
  public List<NamePattern> globs() {
    return globs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathPattern pattern && pattern.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return path;
  }
}
