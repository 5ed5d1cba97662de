package io.github.consent4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** The files that lie beside the classes of this package. */
final class Resources {

  private Resources() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Resources.class.getResourceAsStream(name), name);
  }

  /**
   * A script or style sheet as it is sent: without indentation and without comments that fill whole
   * lines.
   */
  static String lean(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("//") && !isBlockComment(line))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  private static boolean isBlockComment(String line) {
    return line.startsWith("/*") && line.indexOf("*/") == line.length() - 2;
  }
}
