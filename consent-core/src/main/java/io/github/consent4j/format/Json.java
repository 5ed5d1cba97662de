package io.github.consent4j.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON with the Jackson that the application has. Spring Boot 4 has version 3; Spring Boot
 * 3.5 has version 2, which plain servlets get as a dependency of this library. An application with
 * both uses version 3. Thread-safe.
 */
public final class Json {

  private static final String MISSING =
      "JSON cannot be read, because there is no Jackson on the class path:"
          + " add the dependency tools.jackson.core:jackson-core (version 3)"
          + " or com.fasterxml.jackson.core:jackson-core (version 2.17 or later)";

  private static final int MAJOR = major();

  private Json() {}

  private static int major() {
    if (exists("tools.jackson.core.json.JsonFactory")) {
      return 3;
    }
    return exists("com.fasterxml.jackson.core.JsonFactory") ? 2 : 0;
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, Json.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns whether the application has a Jackson, so that JSON can be read. */
  public static boolean isReadable() {
    return MAJOR > 0;
  }

  /**
   * Does nothing if JSON can be read. Whoever reads some later asks at the start.
   *
   * @throws IllegalStateException if the application has no Jackson; the message says what to add
   */
  public static void requireReadable() {
    if (!isReadable()) {
      throw new IllegalStateException(MISSING);
    }
  }

  /**
   * Begins to read a document.
   *
   * @throws IllegalStateException if the application has no Jackson; the message says what to add
   */
  public static JsonReader reader(String json) throws IOException {
    requireReadable();
    return MAJOR == 3 ? Jackson3Reader.of(json) : Jackson2Reader.of(json);
  }

  /**
   * Begins to read a document in UTF-8 (or UTF-16, or UTF-32, as its first bytes say).
   *
   * @throws IllegalStateException if the application has no Jackson; the message says what to add
   */
  public static JsonReader reader(byte[] json) throws IOException {
    return reader(json, json.length);
  }

  /**
   * Begins to read a document in the first bytes of an array.
   *
   * @throws IllegalStateException if the application has no Jackson; the message says what to add
   */
  public static JsonReader reader(byte[] json, int length) throws IOException {
    requireReadable();
    return MAJOR == 3 ? Jackson3Reader.of(json, length) : Jackson2Reader.of(json, length);
  }

  /**
   * Begins to read a document in UTF-8 from a stream, which the reader closes. No more of it than a
   * part is in memory at any time, and values that nobody asks for are never put together.
   *
   * @throws IllegalStateException if the application has no Jackson; the message says what to add
   */
  public static JsonReader reader(InputStream json) throws IOException {
    requireReadable();
    return MAJOR == 3 ? Jackson3Reader.of(json) : Jackson2Reader.of(json);
  }
}
