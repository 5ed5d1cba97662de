package io.github.consent4j.cli.observation;

import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;
import java.util.Optional;

/**
 * Walks through the members and elements of a JSON document. What nobody asks for is passed over
 * and never becomes a text. Not thread-safe.
 */
final class JsonDocument {

  /** Receives the members of an object or the elements of an array. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Visits a value. It may walk into the value, ask for its text, or leave it alone.
     *
     * @param name name of the member; of an element, the name of its array
     */
    void visit(String name) throws IOException;
  }

  private final JsonReader json;

  JsonDocument(JsonReader json) {
    this.json = json;
  }

  /**
   * Visits the members of the object that begins here.
   *
   * @param expected the name of the object for the reader of a message
   * @throws UnexpectedException if there is no object
   */
  void members(String expected, Visitor visitor) throws IOException {
    require(Token.BEGIN_OBJECT, "an object", expected);
    while (json.nextMember()) {
      visitor.visit(json.name());
      passOver();
    }
  }

  /**
   * Visits the elements of the array that begins here.
   *
   * @param expected the name of the array for the reader of a message
   * @throws UnexpectedException if there is no array
   */
  void elements(String expected, Visitor visitor) throws IOException {
    require(Token.BEGIN_ARRAY, "an array", expected);
    while (json.nextElement()) {
      visitor.visit(json.name());
      passOver();
    }
  }

  private void passOver() throws IOException {
    if (isObject() || isArray()) {
      json.skip();
    }
  }

  private void require(Token token, String kind, String expected) throws UnexpectedException {
    if (json.token() != token) {
      throw new UnexpectedException("expected " + kind + " as " + expected);
    }
  }

  boolean isObject() {
    return json.token() == Token.BEGIN_OBJECT;
  }

  boolean isArray() {
    return json.token() == Token.BEGIN_ARRAY;
  }

  /** Returns the string, number or truth value here; empty if there is something else. */
  Optional<String> text() throws IOException {
    return json.token() == Token.STRING || json.token() == Token.SCALAR
        ? Optional.of(json.text())
        : Optional.empty();
  }

  /** Returns whether the value here is the truth value {@code true}. */
  boolean isTrue() throws IOException {
    return json.token() == Token.SCALAR && json.text().equals("true");
  }
}
