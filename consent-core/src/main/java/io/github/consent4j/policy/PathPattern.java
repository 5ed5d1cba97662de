package io.github.consent4j.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path on a site with everything below it: {@code /maps}, {@code /maps/} and {@code /maps/*} mean
 * the same. {@code *} matches any number of characters, {@code ?} exactly one. Immutable and
 * thread-safe.
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

  /** Returns the path without an end that only says that everything below is included. */
  private static String withoutEnd(String path) {
    String end = path;
    while (end.endsWith("/") || end.endsWith("/*")) {
      end = end.substring(0, end.lastIndexOf('/'));
    }
    return end;
  }

  /** Returns whether the pattern matches a path, which is given without a query. */
  public boolean matches(CharSequence other) {
    // The loop uses an index because it runs for every request.
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).matches(other)) {
        return true;
      }
    }
    return globs.isEmpty();
  }

  /** Returns globs of which one matches if this pattern does; empty if any path matches. */
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
