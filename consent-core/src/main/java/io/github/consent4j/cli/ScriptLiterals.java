package io.github.consent4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the literals of a script: objects, arrays, texts, numbers and regular expressions. JSON is
 * part of that. Everything else, such as a function, is skipped as an {@link Unread}. Nothing is
 * run. Not thread-safe.
 */
final class ScriptLiterals {

  /** A regular expression, without slashes and flags. */
  record Regex(String source) {}

  /** An expression that is no literal. */
  record Unread() {}

  private static final Unread UNREAD = new Unread();
  private static final int MAX_DEPTH = 100;
  private static final String ENDS = ",;)]}";

  private final String text;
  private int at;
  private int depth;

  private ScriptLiterals(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Returns the value that begins at a place.
   *
   * @return a map, list, text, number, truth value, {@link Regex} or {@link Unread}; null for null
   */
  static @Nullable Object read(String text, int from) {
    return new ScriptLiterals(text, from).value();
  }

  private @Nullable Object value() {
    skipSpace();
    if (at >= text.length() || ++depth > MAX_DEPTH) {
      return UNREAD;
    }
    Object value = literal();
    depth--;
    skipSpace();
    if (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0) {
      if (value instanceof String start && text.charAt(at) == '+') {
        at++;
        return value() instanceof String more ? start + more : UNREAD;
      }
      if (text.charAt(at) != ':') {
        skipExpression();
        return depth == 0 ? value : UNREAD;
      }
    }
    return value;
  }

  private @Nullable Object literal() {
    char c = text.charAt(at);
    if (c == '{') {
      return object();
    }
    if (c == '[') {
      return array();
    }
    if (c == '"' || c == '\'' || c == '`') {
      return string(c);
    }
    if (c == '/') {
      return regex();
    }
    String word = word();
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null", "undefined" -> null;
      default -> number(word);
    };
  }

  private static Object number(String word) {
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      return UNREAD;
    }
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    at++;
    skipSpace();
    while (at < text.length() && text.charAt(at) != '}') {
      int before = at;
      char c = text.charAt(at);
      String key = c == '"' || c == '\'' ? string(c) : word();
      skipSpace();
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
        object.put(key, value());
      } else {
        skipExpression();
      }
      skipComma(before);
    }
    step();
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    at++;
    skipSpace();
    while (at < text.length() && text.charAt(at) != ']') {
      int before = at;
      array.add(value());
      skipComma(before);
    }
    step();
    return array;
  }

  /** Moves behind the sign that ends a literal, if the text does not break off before it. */
  private void step() {
    at = Math.min(at + 1, text.length());
  }

  /** Moves behind a comma, and at any rate on from the place where an item began. */
  private void skipComma(int before) {
    skipSpace();
    if (at < text.length() && (text.charAt(at) == ',' || at == before)) {
      at++;
    }
    skipSpace();
  }

  private String string(char quote) {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(string);
      } else {
        string.append(c);
      }
    }
    step();
    return string.toString();
  }

  private void escape(StringBuilder string) {
    char c = text.charAt(at++);
    if (c == 'u' && at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]+")) {
      string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
      at += 4;
    } else if (c != '\n') {
      int control = "nrtbf".indexOf(c);
      string.append(control < 0 ? c : "\n\r\t\b\f".charAt(control));
    }
  }

  private Object regex() {
    StringBuilder source = new StringBuilder();
    boolean inClass = false;
    at++;
    while (at < text.length() && (inClass || text.charAt(at) != '/')) {
      char c = text.charAt(at++);
      if (c == '\n') {
        return UNREAD;
      }
      inClass = c == '[' || (inClass && c != ']');
      source.append(c);
      if (c == '\\' && at < text.length()) {
        source.append(text.charAt(at++));
      }
    }
    step();
    word();
    return new Regex(source.toString());
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$.-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Moves to the end of an expression, over everything in brackets and quotes. */
  private void skipExpression() {
    int open = 0;
    while (at < text.length()) {
      skipSpace();
      if (at >= text.length()) {
        return;
      }
      char c = text.charAt(at);
      if (open == 0 && ENDS.indexOf(c) >= 0) {
        return;
      }
      if (c == '"' || c == '\'' || c == '`') {
        string(c);
        continue;
      }
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      at++;
    }
  }

  private void skipSpace() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }
}
