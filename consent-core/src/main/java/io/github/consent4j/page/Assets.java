package io.github.consent4j.page;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import java.util.Optional;

/**
 * Script and style of the library, each under a path that names its content, so that browsers may
 * keep them for ever. Immutable and thread-safe.
 */
public final class Assets {

  /**
   * One file.
   *
   * @param contentType media type with charset
   * @param bytes content
   * @param gzipped the same, compressed with gzip
   */
  public record Asset(String contentType, byte[] bytes, byte[] gzipped) {}

  private Assets() {}

  /** Makes the assets for a policy; its rules are compiled into the guard script. */
  public static Assets of(Policy policy, RevisionMarks marks) {
    return new Assets();
  }

  /**
   * Finds a file.
   *
   * @param path path below {@code <base>/assets/}, such as {@code 1f3c9a/consent.css}
   */
  public Optional<Asset> find(String path) {
    return Optional.empty();
  }

  /** Path below {@code <base>/assets/} of a file, such as {@code 1f3c9a/consent.css}. */
  String pathOf(String name) {
    return name;
  }
}
