package io.github.consent4j.cli.browser.banner;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values that a script returns. Missing ones count as zero, empty or false. */
record Facts(Map<?, ?> values) {

  static Facts of(@Nullable Object value) {
    return new Facts(value instanceof Map<?, ?> map ? map : Map.of());
  }

  Facts at(String name) {
    return of(values.get(name));
  }

  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  double number(String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  List<Facts> each(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(Facts::of).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
