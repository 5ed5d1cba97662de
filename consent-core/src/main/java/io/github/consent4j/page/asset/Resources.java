package io.github.consent4j.page.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the scripts and style sheets, which lie beside the classes of this package. */
public final class Resources {

  private Resources() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Resources.class.getResourceAsStream(name), name);
  }

  /** Returns a whole file as text, with the names of attributes filled in. */
  public static String text(String name) {
    try (InputStream in = open(name)) {
      return AttributePlaceholders.fill(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
