package io.github.consent4j.gate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are looked up as slices of byte arrays, without copying them. The hash of a
 * slice grows from its end to its beginning, so that all suffixes of a host name are hashed on one
 * way. Immutable and thread-safe.
 */
final class ByteKeys<V> {

  private static final int FACTOR = 31;

  private final byte[][] keys;
  private final int[] hashes;
  private final Object[] values;
  private final int mask;

  ByteKeys(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(4, 4 * entries.size()));
    keys = new byte[size][];
    hashes = new int[size];
    values = new Object[size];
    mask = size - 1;
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int hash = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      hash = hash(hash, bytes[i]);
    }
    int slot = slot(hash);
    while (values[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = bytes;
    hashes[slot] = hash;
    values[slot] = value;
  }

  /** Hash of a slice with one more byte in front of it. */
  static int hash(int hash, byte b) {
    return hash * FACTOR + b;
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = hash(hash, bytes[i]);
    }
    return hash;
  }

  private int slot(int hash) {
    int mixed = hash * 0x9E3779B1;
    return (mixed ^ mixed >>> 15) & mask;
  }

  /** The value for a slice that has this hash; null when there is none. */
  @SuppressWarnings("unchecked")
  @Nullable V get(byte[] bytes, int from, int to, int hash) {
    int slot = slot(hash);
    while (values[slot] != null) {
      if (hashes[slot] == hash && isKey(keys[slot], bytes, from, to)) {
        return (V) values[slot];
      }
      slot = slot + 1 & mask;
    }
    return null;
  }

  private static boolean isKey(byte[] key, byte[] bytes, int from, int to) {
    if (key.length != to - from) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (key[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
