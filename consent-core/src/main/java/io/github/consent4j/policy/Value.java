package io.github.consent4j.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable value. Two values of one class are equal if all their properties are equal. */
abstract class Value {

  /** Returns all properties, in the order of their declaration. */
  abstract List<Object> values();

  @Override
  @SuppressWarnings("EqualsGetClass") // the classes of values are final
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other != null
            && getClass() == other.getClass()
            && values().equals(((Value) other).values()));
  }

  @Override
  public final int hashCode() {
    return values().hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + values();
  }
}
