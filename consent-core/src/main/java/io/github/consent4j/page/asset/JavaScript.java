package io.github.consent4j.page.asset;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes values as JavaScript, in ASCII. */
public final class JavaScript {

  private JavaScript() {}

  public static String array(Stream<String> values) {
    return values.collect(Collectors.joining(",", "[", "]"));
  }

  /** Returns a text as a JavaScript string. */
  public static String string(String text) {
    return IntStream.range(0, text.length())
        .mapToObj(text::charAt)
        .map(c -> c == '"' || c == '\\' ? "\\" + c : ascii(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** Returns a character as it is written in a JavaScript string or regular expression. */
  static String ascii(char c) {
    return c < ' ' || c > '~' || c == '<'
        ? String.format(Locale.ROOT, "\\u%04x", (int) c)
        : String.valueOf(c);
  }
}
