package io.github.consent4j.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that are packed into the jar beside classes, such as scripts and style sheets. */
public final class PackedText {

  private PackedText() {}

  /**
   * Returns a whole file, which is in UTF-8.
   *
   * @param beside a class in the package of the file
   * @throws NullPointerException if there is no such file
   */
  public static String of(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
