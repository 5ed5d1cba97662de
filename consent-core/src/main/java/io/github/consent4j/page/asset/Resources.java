package io.github.consent4j.page.asset;

import io.github.consent4j.format.PackedText;
import java.io.InputStream;
import java.util.Objects;

/** Reads the scripts and style sheets, which lie beside the classes of this package. */
public final class Resources {

  private Resources() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Resources.class.getResourceAsStream(name), name);
  }

  /** Returns a whole file as text, with the names of attributes filled in. */
  public static String text(String name) {
    return AttributePlaceholders.fill(PackedText.of(Resources.class, name));
  }
}
