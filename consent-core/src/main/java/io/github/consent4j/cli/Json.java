package io.github.consent4j.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into what {@link ScriptLiterals} has read. Wrong types count as missing values. */
final class Json {

  private Json() {}

  /** Returns a member of an object; null if it is missing. */
  static @Nullable Object at(@Nullable Object value, String... path) {
    Object found = value;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  /** Returns a text, or a number as text; empty if it is missing. */
  static String text(@Nullable Object value, String... path) {
    Object found = at(value, path);
    return found instanceof String text ? text.strip() : "";
  }

  static List<?> list(@Nullable Object value, String... path) {
    return at(value, path) instanceof List<?> list ? list : List.of();
  }

  static Map<?, ?> map(@Nullable Object value, String... path) {
    return at(value, path) instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<String> texts(@Nullable Object value, String... path) {
    return list(value, path).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  static boolean isTrue(@Nullable Object value, String... path) {
    return Boolean.TRUE.equals(at(value, path));
  }

  /** Returns the first text of an object of texts by language; English if it is there. */
  static Optional<String> anyLanguage(@Nullable Object value, String... path) {
    Object found = at(value, path);
    if (found instanceof String text) {
      return Optional.of(text.strip());
    }
    String english = text(found, "en");
    return english.isEmpty()
        ? map(found).values().stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .findFirst()
        : Optional.of(english);
  }
}
