package io.github.consent4j.gate.token;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Changes to a piece of text, in the order of their places. */
public final class Edits {

  private static final byte[] NOTHING = {};
  private static final int[] NO_PLACES = {};
  private static final byte[][] NO_TEXTS = {};
  private static final int FIRST_SIZE = 4;

  public int count;
  private int[] places = NO_PLACES;
  private int[] removed = NO_PLACES;
  private byte[][] inserted = NO_TEXTS;

  public void insert(int place, byte[] text) {
    replace(place, place, text);
  }

  void remove(int from, int to) {
    replace(from, to, NOTHING);
  }

  /** Removes attributes that browsers drop because an earlier attribute has the same name. */
  public void removeDropped(Tag tag, AttributeName name) {
    for (int i = tag.find(name) + 1; i < tag.count; i++) {
      if (tag.name(i) == name) {
        int quote = tag.quote(i) == 0 ? 0 : 1;
        remove(tag.nameFrom(i), Math.max(tag.nameTo(i), tag.valueTo(i) + quote));
      }
    }
  }

  /** Replaces a range by a text. Changes at one place are made in the order of the calls. */
  public void replace(int from, int to, byte[] text) {
    if (count == places.length) {
      int size = Math.max(FIRST_SIZE, 2 * count);
      places = Arrays.copyOf(places, size);
      removed = Arrays.copyOf(removed, size);
      inserted = Arrays.copyOf(inserted, size);
    }
    int i = count++;
    while (i > 0 && places[i - 1] > from) {
      places[i] = places[i - 1];
      removed[i] = removed[i - 1];
      inserted[i] = inserted[i - 1];
      i--;
    }
    places[i] = from;
    removed[i] = to - from;
    inserted[i] = text;
  }

  /** Returns the number of bytes that are inserted. */
  public int growth() {
    int growth = 0;
    for (int i = 0; i < count; i++) {
      growth += inserted[i].length;
    }
    return growth;
  }

  int place(int index) {
    return places[index];
  }

  int end(int index) {
    return places[index] + removed[index];
  }

  byte[] text(int index) {
    return inserted[index];
  }

  void text(int index, byte[] text) {
    inserted[index] = text;
  }

  /** Returns a text with the changes made. */
  public byte[] applyTo(byte[] text, int length) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(length + 64);
    int p = 0;
    for (int i = 0; i < count; i++) {
      result.write(text, p, places[i] - p);
      result.writeBytes(inserted[i]);
      p = end(i);
    }
    result.write(text, p, length - p);
    return result.toByteArray();
  }

  public void clear() {
    Arrays.fill(inserted, 0, count, NOTHING);
    count = 0;
  }
}
