package io.github.consent4j.gate.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are looked up as slices of byte arrays, without copying them. The hash of a
 * slice is computed from its end to its beginning, so that one pass computes the hashes of all
 * suffixes of a host name. Immutable and thread-safe.
 */
public final class ByteKeys<V> {

  private static final int FACTOR = 31;
  private static final int MIXER = 0x9E3779B1;

  /** The number of bits for each slot, as a power of 2. */
  private static final int SPARSE_BITS = 3;

  private final byte[][] keys;
  private final int[] hashes;
  private final Object[] values;
  private final int mask;

  /**
   * A sparse set of bits for the hashes of the keys. Most slices that are no key are rejected with
   * access to this small memory only.
   */
  private final long[] known;

  private final int knownShift;

  public ByteKeys(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(4, 4 * entries.size()));
    keys = new byte[size][];
    hashes = new int[size];
    values = new Object[size];
    mask = size - 1;
    int bits = Math.max(6, Integer.numberOfTrailingZeros(size) + SPARSE_BITS);
    known = new long[1 << (bits - 6)];
    knownShift = Integer.SIZE - bits;
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int hash = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      hash = hash(hash, bytes[i]);
    }
    int bit = (hash * MIXER) >>> knownShift;
    known[bit >>> 6] |= 1L << bit;
    int slot = slot(hash);
    while (values[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = bytes;
    hashes[slot] = hash;
    values[slot] = value;
  }

  /** Returns the hash of a slice with one more byte in front of it. */
  public static int hash(int hash, byte b) {
    return hash * FACTOR + b;
  }

  public static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = hash(hash, bytes[i]);
    }
    return hash;
  }

  private int slot(int hash) {
    int mixed = hash * MIXER;
    return (mixed ^ mixed >>> 15) & mask;
  }

  /** Returns the value for a slice with this hash, or null if there is none. */
  @SuppressWarnings("unchecked")
  public @Nullable V get(byte[] bytes, int from, int to, int hash) {
    if (!mayKnow(hash)) {
      return null;
    }
    int slot = slot(hash);
    while (values[slot] != null) {
      if (hashes[slot] == hash && isKey(keys[slot], bytes, from, to)) {
        return (V) values[slot];
      }
      slot = slot + 1 & mask;
    }
    return null;
  }

  private boolean mayKnow(int hash) {
    int bit = (hash * MIXER) >>> knownShift;
    return (known[bit >>> 6] >>> bit & 1) != 0;
  }

  /** Returns how many places are read for a slice with this hash that is no key. */
  public int probes(int hash) {
    if (!mayKnow(hash)) {
      return 1;
    }
    int probes = 2;
    for (int slot = slot(hash); values[slot] != null; slot = slot + 1 & mask) {
      probes++;
    }
    return probes;
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
