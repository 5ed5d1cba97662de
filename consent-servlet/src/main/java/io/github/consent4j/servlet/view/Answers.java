package io.github.consent4j.servlet.view;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function as a map, for template engines that know properties alone. It has an answer for every
 * text, and none by itself.
 */
final class Answers<T> extends AbstractMap<String, T> {

  private final Function<String, T> answer;

  Answers(Function<String, T> answer) {
    this.answer = answer;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String;
  }

  @Override
  public @Nullable T get(@Nullable Object key) {
    return key instanceof String id ? answer.apply(id) : null;
  }

  @Override
  public Set<Map.Entry<String, T>> entrySet() {
    return Set.of();
  }
}
