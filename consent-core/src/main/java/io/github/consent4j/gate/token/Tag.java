package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A start tag, with the places of its attributes in the array that it was read from. */
public final class Tag {

  private static final int NAME_FROM = 0;
  private static final int NAME_TO = 1;
  private static final int VALUE_FROM = 2;
  private static final int VALUE_TO = 3;
  private static final int QUOTE = 4;
  private static final int WIDTH = 5;

  private static final byte[] NOTHING = {};
  private static final byte[] HREF = Scan.ascii("href");

  public Element element = Element.OTHER;
  public byte[] bytes = NOTHING;

  /** The place of the {@code <}. */
  public int start;

  public int nameEnd;

  /** The place behind the {@code >}. */
  public int end;

  public boolean selfClosing;
  public int count;

  /** True if names may have any prefix, as in XML. */
  public boolean prefixed;

  /** True if an earlier part of the tag has been passed on. */
  public boolean continued;

  /** True if a later part of the tag will follow. */
  public boolean unfinished;

  /** The place where an incomplete attribute begins, if the tag is cut; -1 between attributes. */
  int cutFrom;

  /** True if the name of that attribute is complete, so that it is the last one. */
  boolean cutInValue;

  /** The names of the attributes, as bits. */
  private long present;

  private int[] table = new int[8 * WIDTH];
  private AttributeName[] names = new AttributeName[8];

  /**
   * Reads the attributes of a tag.
   *
   * @return the place behind its {@code >}; -1 if the bytes end before it
   */
  int read(byte[] a, int tagStart, int tagNameEnd, int to) {
    bytes = a;
    start = tagStart;
    nameEnd = tagNameEnd;
    count = 0;
    present = 0;
    cutFrom = -1;
    cutInValue = false;
    int p = tagNameEnd;
    while (true) {
      boolean slash = false;
      while (p < to && Scan.is(a[p], Scan.SPACE_OR_SLASH)) {
        slash = a[p++] == '/';
      }
      if (p == to) {
        return -1;
      }
      if (a[p] == '>') {
        selfClosing = slash;
        end = p + 1;
        return end;
      }
      int attribute = p;
      p = readAttribute(a, p, to);
      if (p < 0) {
        cutFrom = attribute;
        return -1;
      }
    }
  }

  private int readAttribute(byte[] a, int nameFrom, int to) {
    int p = nameFrom + 1;
    if (p + 8 <= to) {
      p += Scan.firstMark(Scan.attributeNameEnds(Scan.word(a, p)));
    }
    while (p < to && !Scan.is(a[p], Scan.ATTRIBUTE_NAME_END)) {
      p++;
    }
    int nameTo = p;
    p = Scan.skipSpace(a, p, to);
    if (p == to) {
      return nameTo == to ? -1 : cutBeforeValue(nameFrom, nameTo);
    }
    if (a[p] != '=') {
      record(nameFrom, nameTo, -1, -1, 0);
      return p;
    }
    p = Scan.skipSpace(a, p + 1, to);
    if (p == to) {
      return cutBeforeValue(nameFrom, nameTo);
    }
    byte quote = a[p];
    if (quote == '"' || quote == '\'') {
      int close = Scan.find(a, p + 1, to, quote);
      record(nameFrom, nameTo, p + 1, close, quote);
      cutInValue = close == to;
      return close == to ? -1 : close + 1;
    }
    int valueFrom = p;
    while (p < to && !Scan.is(a[p], Scan.UNQUOTED_END)) {
      p++;
    }
    record(nameFrom, nameTo, valueFrom, p, 0);
    cutInValue = p == to;
    return p == to ? -1 : p;
  }

  private int cutBeforeValue(int nameFrom, int nameTo) {
    record(nameFrom, nameTo, -1, -1, 0);
    cutInValue = true;
    return -1;
  }

  private void record(int nameFrom, int nameTo, int valueFrom, int valueTo, int quote) {
    int row = count * WIDTH;
    if (row == table.length) {
      table = Arrays.copyOf(table, 2 * row);
      names = Arrays.copyOf(names, 2 * count);
    }
    table[row + NAME_FROM] = nameFrom;
    table[row + NAME_TO] = nameTo;
    table[row + VALUE_FROM] = valueFrom;
    table[row + VALUE_TO] = valueTo;
    table[row + QUOTE] = quote;
    AttributeName name = AttributeName.of(bytes, nameFrom, nameTo);
    if (prefixed && name == AttributeName.OTHER && isPrefixedHref(nameFrom, nameTo)) {
      name = AttributeName.XLINK_HREF;
    }
    names[count] = name;
    present |= name.bit();
    count++;
  }

  private boolean isPrefixedHref(int nameFrom, int nameTo) {
    int colon = nameTo - HREF.length - 1;
    return colon > nameFrom
        && bytes[colon] == ':'
        && Scan.isIgnoringCase(bytes, colon + 1, nameTo, HREF);
  }

  /** Discards everything that was read. */
  public void forget() {
    element = Element.OTHER;
    prefixed = false;
    bytes = NOTHING;
    count = 0;
    present = 0;
    continued = false;
    unfinished = false;
    cutFrom = -1;
    cutInValue = false;
  }

  /** Returns whether the value of an attribute is incomplete. */
  public boolean isCut(int i) {
    return cutInValue && i == count - 1;
  }

  public int nameFrom(int i) {
    return table[i * WIDTH + NAME_FROM];
  }

  public int nameTo(int i) {
    return table[i * WIDTH + NAME_TO];
  }

  /** Returns the start of the value, behind its quote, or -1 if there is none. */
  public int valueFrom(int i) {
    return table[i * WIDTH + VALUE_FROM];
  }

  /** Returns the end of the value, before its quote, or -1 if there is none. */
  public int valueTo(int i) {
    return table[i * WIDTH + VALUE_TO];
  }

  /** Returns the quote around the value, or 0 if there is none. */
  public int quote(int i) {
    return table[i * WIDTH + QUOTE];
  }

  public boolean hasValue(int i) {
    return valueTo(i) > valueFrom(i);
  }

  /** Returns the value as ASCII text. References are not decoded. */
  public String text(int i) {
    return new String(bytes, valueFrom(i), valueTo(i) - valueFrom(i), StandardCharsets.ISO_8859_1);
  }

  /** Returns the name of an attribute, if the gate examines that name. */
  public AttributeName name(int i) {
    return names[i];
  }

  /**
   * Returns the first attribute of this name, which is the one that browsers use, or -1 if there is
   * none.
   */
  public int find(AttributeName name) {
    if ((present & name.bit()) == 0) {
      return -1;
    }
    for (int i = 0; i < count; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }
}
