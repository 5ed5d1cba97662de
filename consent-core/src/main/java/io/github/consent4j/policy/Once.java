package io.github.consent4j.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One property of a builder, which can be set only once.
 *
 * @param <T> type of the property
 */
final class Once<T> {

  private final String name;
  private @Nullable T value;
  private boolean set;

  /**
   * @param name name of the property in messages
   */
  Once(String name) {
    this.name = name;
  }

  /** Sets an initial value, which can still be replaced once. */
  void start(T first) {
    value = first;
  }

  /** Sets an initial value, as above, if there is one. */
  void start(Optional<T> first) {
    if (first.isPresent()) {
      start(first.get());
    }
  }

  /**
   * Sets the value.
   *
   * @throws IllegalStateException if it is already set
   */
  void set(T given) {
    if (given == null) {
      throw new NullPointerException("'" + name + "' must not be null");
    }
    if (set) {
      throw new IllegalStateException("'" + name + "' is set already, to " + value);
    }
    value = given;
    set = true;
  }

  T orElse(T fallback) {
    return value == null ? fallback : value;
  }

  Optional<T> optional() {
    return Optional.ofNullable(value);
  }

  /**
   * Returns the value.
   *
   * @throws IllegalStateException if there is none
   */
  T required() {
    if (value == null) {
      throw new IllegalStateException("'" + name + "' is not set, and has no default");
    }
    return value;
  }
}
