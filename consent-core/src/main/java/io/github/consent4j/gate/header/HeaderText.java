package io.github.consent4j.gate.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits header values that are lists, in time proportional to their length. */
final class HeaderText {

  /**
   * A parameter of a member.
   *
   * @param name in lower case
   * @param value without quotes
   */
  record Parameter(String name, String value) {}

  private HeaderText() {}

  /**
   * Returns the members of a list, with all white space. Commas within quotes and angle brackets do
   * not separate members. The list is empty if a quote or bracket is not closed.
   *
   * @param json true if members are JSON objects, within which commas do not separate members
   *     either
   */
  static List<String> members(String value, boolean json) {
    List<String> members = new ArrayList<>();
    int start = 0;
    int depth = 0;
    boolean quoted = false;
    boolean inUrl = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else {
          quoted = c != '"';
        }
      } else if (inUrl) {
        inUrl = c != '>';
      } else if (c == ',' && depth == 0) {
        members.add(value.substring(start, i));
        start = i + 1;
      } else {
        quoted = c == '"';
        inUrl = c == '<';
        depth += !json ? 0 : c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      }
    }
    members.add(value.substring(start));
    return quoted || inUrl || depth != 0 ? List.of() : members;
  }

  /** Returns the parameters that follow a link: {@code ; name=value; name="quoted value"}. */
  static List<Parameter> parameters(String text) {
    List<Parameter> parameters = new ArrayList<>();
    int p = 0;
    while (p < text.length()) {
      int end = p;
      boolean quoted = false;
      while (end < text.length() && (quoted || text.charAt(end) != ';')) {
        char c = text.charAt(end);
        if (quoted && c == '\\') {
          end++;
        } else if (c == '"') {
          quoted = !quoted;
        }
        end++;
      }
      String parameter = text.substring(p, Math.min(end, text.length()));
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = parameter.substring(equals + 1).strip();
        parameters.add(new Parameter(name, quoted(value).orElse(value)));
      }
      p = end + 1;
    }
    return parameters;
  }

  /** Returns the first quoted string in a text; empty if there is none. */
  static Optional<String> quoted(String text) {
    List<String> strings = strings(text);
    return strings.isEmpty() ? Optional.empty() : Optional.of(strings.get(0));
  }

  /** Returns all quoted strings in a text, without their quotes and escapes. */
  static List<String> strings(String text) {
    List<String> strings = new ArrayList<>();
    @Nullable StringBuilder string = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (string == null) {
        string = c == '"' ? new StringBuilder() : null;
      } else if (c == '"') {
        strings.add(string.toString());
        string = null;
      } else {
        boolean escaped = c == '\\' && i + 1 < text.length();
        string.append(escaped ? text.charAt(++i) : c);
      }
    }
    return strings;
  }
}
