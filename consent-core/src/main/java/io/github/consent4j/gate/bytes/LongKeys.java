package io.github.consent4j.gate.bytes;

import java.util.Arrays;

/**
 * A set of numbers, each at a place of its own: what belongs to a number stands at the same place
 * of an array. Immutable and thread-safe.
 */
public final class LongKeys {

  private static final long MIXER = 0x9E3779B97F4A7C15L;

  /** Stands where there is no key; is no key itself. */
  private static final long FREE = -1;

  private final long[] keys;
  private final int shift;

  /**
   * @param keys different numbers, none of which is -1
   * @param sparse how many places there are at least for each; a power of two, at least 2
   */
  public LongKeys(long[] keys, int sparse) {
    this.keys = new long[2 * sparse * Integer.highestOneBit(Math.max(1, keys.length))];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(this.keys.length);
    Arrays.fill(this.keys, FREE);
    for (long key : keys) {
      put(key);
    }
  }

  private void put(long key) {
    int place = place(key);
    while (keys[place] != FREE) {
      place = place + 1 & keys.length - 1;
    }
    keys[place] = key;
  }

  private int place(long key) {
    return (int) ((key * MIXER) >>> shift);
  }

  /** How many places there are. */
  public int places() {
    return keys.length;
  }

  /** The place of a number; negative if it is no key. */
  public int find(long key) {
    int place = place(key);
    for (long found = keys[place]; found != FREE; found = keys[place]) {
      if (found == key) {
        return place;
      }
      place = place + 1 & keys.length - 1;
    }
    return -1;
  }
}
