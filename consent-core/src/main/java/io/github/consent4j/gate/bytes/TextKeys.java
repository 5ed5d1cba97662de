package io.github.consent4j.gate.bytes;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are looked up as slices of a text, without copying them. Immutable and
 * thread-safe.
 */
public final class TextKeys<V> {

  private final String[] keys;
  private final Object[] values;
  private final int mask;

  public TextKeys(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(1, entries.size())) << 2;
    keys = new String[size];
    values = new Object[size];
    mask = size - 1;
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    int slot = key.hashCode() & mask;
    while (values[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** Returns the hash of a text with one more character at its end. */
  public static int hash(int hash, char c) {
    return 31 * hash + c;
  }

  /** The value for the slice between two places; null when there is none. */
  public @Nullable V get(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return get(text, from, to, hash);
  }

  /** The value for the slice between two places, which has this hash; null when there is none. */
  @SuppressWarnings("unchecked")
  public @Nullable V get(String text, int from, int to, int hash) {
    int slot = hash & mask;
    while (values[slot] != null) {
      if (keys[slot].length() == to - from && text.startsWith(keys[slot], from)) {
        return (V) values[slot];
      }
      slot = slot + 1 & mask;
    }
    return null;
  }
}
