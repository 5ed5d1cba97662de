package io.github.consent4j.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON token by token. {@link Json} begins to read. Not thread-safe.
 *
 * <p>All JSON is read here. What cannot be read leads to an {@link IOException}, whichever Jackson
 * it is. Its message may quote the document.
 */
public interface JsonReader extends Closeable {

  /** Documents that are nested more deeply cannot be read. */
  int DEEPEST = 1000;

  /** The kinds of tokens. */
  enum Token {
    BEGIN_OBJECT,
    END_OBJECT,
    BEGIN_ARRAY,
    END_ARRAY,
    NAME,
    STRING,

    /** A number or a truth value. */
    SCALAR,

    NULL,

    /** The end of the document. */
    END;

    private static final Token[] BY_NUMBER = {
      END,
      BEGIN_OBJECT,
      END_OBJECT,
      BEGIN_ARRAY,
      END_ARRAY,
      NAME,
      STRING,
      SCALAR,
      SCALAR,
      SCALAR,
      SCALAR,
      NULL
    };

    /** Returns the kind of a token by the number that both versions of Jackson give it. */
    static Token of(int number) {
      return BY_NUMBER[number];
    }
  }

  /** Goes to the next token and returns it. */
  Token next() throws IOException;

  /** Returns the token where the reader stands. */
  Token token();

  /**
   * Goes from a member of an object to the value of the next one. Returns false at the end of the
   * object.
   */
  default boolean nextMember() throws IOException {
    boolean member = next() == Token.NAME;
    if (member) {
      next();
    }
    return member;
  }

  /**
   * Goes from an element of an array to the next one. Returns false at the end of the array.
   *
   * @throws IOException also if the document ends before the array does
   */
  default boolean nextElement() throws IOException {
    Token token = next();
    return token != Token.END_ARRAY && token != Token.END;
  }

  /**
   * Reads the value that begins here with all that is in it. Objects become maps, arrays lists, and
   * other values texts as they are written; {@code null} is null.
   *
   * @throws IOException also if no value begins here
   */
  default @Nullable Object value() throws IOException {
    return switch (token()) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (nextMember()) {
          members.put(name(), value());
        }
        yield members;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (nextElement()) {
          elements.add(value());
        }
        yield elements;
      }
      case NULL -> null;
      case STRING, SCALAR -> text();
      case NAME, END_OBJECT, END_ARRAY, END -> throw new IOException("the document ends too early");
    };
  }

  /**
   * Returns the name of the member to which the value belongs; of an element, the name of the
   * member that is the array. It is empty if there is none.
   */
  String name();

  /** Returns whether the value is an element of an array. */
  boolean isElement();

  /** Returns a string, or a number, a truth value or {@code null} as it is written. */
  String text() throws IOException;

  /**
   * Returns a number.
   *
   * @throws IOException if it is none
   */
  long number() throws IOException;

  /**
   * Returns a truth value.
   *
   * @throws IOException if it is none
   */
  boolean truth() throws IOException;

  /** Goes to the end of the object or array that begins here. Other values are left alone. */
  void skip() throws IOException;

  /** Returns where the token begins, counted in characters, if the document is a string. */
  int start();

  /** Returns where the object or array ends that was skipped, counted in the same manner. */
  int end();

  /** Returns the line up to which the document has been read, from 1. */
  int line();

  /** Returns the column up to which the line has been read, from 1. */
  int column();
}
