package io.github.consent4j.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259). The caller ends what it begins, in order. Not thread-safe.
 *
 * <p>All JSON of the library is written here.
 */
public final class JsonWriter {

  private static final int USUAL_LENGTH = 1000;
  private static final String CONTROLS = "\b\t\n\f\r";
  private static final String CONTROL_LETTERS = "btnfr";

  /** The length in characters from which on a part of the document goes to the stream. */
  private static final int PART_LENGTH = 8_000;

  private final StringBuilder json = new StringBuilder(USUAL_LENGTH);
  private final boolean indented;
  private final @Nullable OutputStream out;
  private int depth;

  /** True if the open object or array is still empty. */
  private boolean empty = true;

  private JsonWriter(boolean indented, @Nullable OutputStream out) {
    this.indented = indented;
    this.out = out;
  }

  /** Returns a writer without white space. */
  public static JsonWriter compact() {
    return new JsonWriter(false, null);
  }

  /** Returns a writer for human readers, with one member or element a line. */
  public static JsonWriter indented() {
    return new JsonWriter(true, null);
  }

  /**
   * Returns a writer for human readers that hands the document to a stream, part by part, and holds
   * no more than one part and one member of it. The caller ends with {@link #finish()}. Each method
   * may throw an {@link UncheckedIOException}.
   *
   * @param out receives the document in UTF-8; not closed
   */
  public static JsonWriter indentedTo(OutputStream out) {
    return new JsonWriter(true, out);
  }

  /** Begins an object that is the document or an element of an array. */
  public JsonWriter beginObject() {
    return element().begin('{');
  }

  /** Begins an object that is a member. */
  public JsonWriter beginObject(String name) {
    return member(name).begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  /** Begins an array that is a member. */
  public JsonWriter beginArray(String name) {
    return member(name).begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  /** Writes a member. {@code null} is written as JSON {@code null}. */
  public JsonWriter field(String name, @Nullable String value) {
    return member(name).string(value);
  }

  public JsonWriter field(String name, boolean value) {
    member(name).json.append(value);
    return this;
  }

  public JsonWriter field(String name, long value) {
    member(name).json.append(value);
    return this;
  }

  /** Writes a member that is an array of strings. */
  public JsonWriter field(String name, Iterable<String> values) {
    beginArray(name);
    values.forEach(value -> element().string(value));
    return endArray();
  }

  /** Writes a member that is an array of numbers. */
  public JsonWriter numbers(String name, Iterable<Long> values) {
    beginArray(name);
    values.forEach(value -> element().json.append(value));
    return endArray();
  }

  /** Writes a member whose value is a complete JSON text, as it stands. */
  public JsonWriter raw(String name, String value) {
    member(name).json.append(value);
    return this;
  }

  /** Begins a new document and forgets the one before. */
  public JsonWriter clear() {
    json.setLength(0);
    depth = 0;
    empty = true;
    return this;
  }

  /** Returns the document. */
  public String toText() {
    return json.toString();
  }

  /** Returns the document in UTF-8. */
  public byte[] toBytes() {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Hands over what is left of the document, with a line break at its end. */
  public void finish() {
    json.append('\n');
    handOver();
  }

  private void handOver() {
    if (out != null) {
      try {
        out.write(toBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      json.setLength(0);
    }
  }

  private JsonWriter element() {
    if (json.length() >= PART_LENGTH) {
      handOver();
    }
    if (depth > 0) {
      if (!empty) {
        json.append(',');
      }
      newLine();
    }
    empty = false;
    return this;
  }

  private JsonWriter member(String name) {
    element().string(name);
    json.append(indented ? " : " : ":");
    return this;
  }

  private JsonWriter begin(char bracket) {
    json.append(bracket);
    depth++;
    empty = true;
    return this;
  }

  private JsonWriter end(char bracket) {
    depth--;
    if (empty) {
      json.append(indented ? " " : "");
    } else {
      newLine();
    }
    json.append(bracket);
    empty = false;
    return this;
  }

  private void newLine() {
    if (indented) {
      json.append('\n');
      for (int i = 0; i < depth; i++) {
        json.append("  ");
      }
    }
  }

  private JsonWriter string(@Nullable String value) {
    if (value == null) {
      json.append("null");
      return this;
    }
    json.append('"');
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        json.append(value, written, i);
        escape(c);
        written = i + 1;
      }
    }
    json.append(value, written, value.length()).append('"');
    return this;
  }

  private void escape(char c) {
    int control = CONTROLS.indexOf(c);
    if (control >= 0) {
      json.append('\\').append(CONTROL_LETTERS.charAt(control));
    } else if (c < ' ') {
      json.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
    } else {
      json.append('\\').append(c);
    }
  }
}
