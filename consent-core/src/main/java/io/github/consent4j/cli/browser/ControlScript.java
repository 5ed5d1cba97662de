package io.github.consent4j.cli.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script that looks for the controls of a banner. */
final class ControlScript {

  private ControlScript() {}

  static String text() {
    return read("controls.js");
  }

  /** Returns a script that is packed with this package. */
  static String read(String file) {
    try (InputStream script = ControlScript.class.getResourceAsStream(file)) {
      if (script == null) {
        throw new IllegalStateException(file + " is missing in the jar");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
