package io.github.consent4j.gate.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Searches for bytes, eight at a time, and defines the classes of characters of HTML. */
public final class Scan {

  /** Tab, line feed, form feed, carriage return, space. */
  public static final int SPACE = 1;

  /** The end of the name of a tag: white space, {@code /}, {@code >}. */
  public static final int TAG_NAME_END = 2;

  /** The end of the name of an attribute: white space, {@code /}, {@code >}, {@code =}. */
  public static final int ATTRIBUTE_NAME_END = 4;

  /** The end of an unquoted value: white space, {@code >}. */
  public static final int UNQUOTED_END = 8;

  /** White space and {@code /}: the characters that may precede the name of an attribute. */
  public static final int SPACE_OR_SLASH = 16;

  /** An ASCII letter. */
  public static final int LETTER = 32;

  /** The characters that a value in a style sheet needs to name a URL: {@code ( & \\ " '}. */
  private static final int CSS_OPENING = 64;

  private static final byte[] CLASSES = new byte[256];

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  static {
    for (char c : "\t\n\f\r ".toCharArray()) {
      CLASSES[c] = SPACE | TAG_NAME_END | ATTRIBUTE_NAME_END | UNQUOTED_END | SPACE_OR_SLASH;
    }
    CLASSES['/'] = TAG_NAME_END | ATTRIBUTE_NAME_END | SPACE_OR_SLASH;
    CLASSES['>'] = TAG_NAME_END | ATTRIBUTE_NAME_END | UNQUOTED_END;
    CLASSES['='] = ATTRIBUTE_NAME_END;
    for (char c : "(&\\\"'".toCharArray()) {
      CLASSES[c] = CSS_OPENING;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = LETTER;
      CLASSES[c - 32] = LETTER;
    }
  }

  private Scan() {}

  public static boolean is(byte b, int classes) {
    return (CLASSES[b & 0xff] & classes) != 0;
  }

  /** Returns eight bytes; the first one is the lowest. */
  public static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /**
   * Marks the bytes in a word that may end the name of a tag, by their highest bits: all below
   * {@code '0'}, and {@code >}. Only the lowest mark is reliable.
   */
  public static long tagNameEnds(long word) {
    long ends = word ^ ONES * '>';
    return ((word - ONES * '0' & ~word) | (ends - ONES & ~ends)) & HIGHS;
  }

  /**
   * Marks the bytes in a word that may end the name of an attribute, by their highest bits: all up
   * to the space, and {@code / < = > ?}. Only the lowest mark is reliable.
   */
  public static long attributeNameEnds(long word) {
    long slashes = word ^ ONES * '/';
    long signs = (word | ONES * 3) ^ ONES * '?';
    return ((word - ONES * (' ' + 1) & ~word)
            | (slashes - ONES & ~slashes)
            | (signs - ONES & ~signs))
        & HIGHS;
  }

  /** Returns the index in a word of the byte with the lowest mark, or 8 if there is none. */
  public static int firstMark(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Returns the index of the first such byte from {@code from}, or {@code to} if there is none. */
  public static int find(byte[] bytes, int from, int to, int wanted) {
    int p = from;
    long pattern = ONES * wanted;
    while (p + 8 <= to) {
      long x = (long) LONGS.get(bytes, p) ^ pattern;
      long hit = (x - ONES) & ~x & HIGHS;
      if (hit != 0) {
        return p + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      p += 8;
    }
    while (p < to && bytes[p] != wanted) {
      p++;
    }
    return p;
  }

  /** Does the same as {@link #find}, and is faster if the byte is expected to be far away. */
  public static int findFar(byte[] bytes, int from, int to, int wanted) {
    int p = from;
    long pattern = ONES * wanted;
    while (p + 32 <= to) {
      long a = word(bytes, p) ^ pattern;
      long b = word(bytes, p + 8) ^ pattern;
      long c = word(bytes, p + 16) ^ pattern;
      long d = word(bytes, p + 24) ^ pattern;
      if ((((a - ONES & ~a) | (b - ONES & ~b) | (c - ONES & ~c) | (d - ONES & ~d)) & HIGHS) != 0) {
        break;
      }
      p += 32;
    }
    return find(bytes, p, to, wanted);
  }

  /**
   * Returns the index of the first such byte, backslash or control character, or {@code to} if
   * there is none.
   */
  public static int findOrEscape(byte[] bytes, int from, int to, int wanted) {
    int p = from;
    long pattern = ONES * wanted;
    while (p + 8 <= to) {
      long x = word(bytes, p);
      long same = x ^ pattern;
      long escapes = x ^ ONES * '\\';
      long hits =
          ((same - ONES & ~same) | (escapes - ONES & ~escapes) | (x - ONES * ' ' & ~x)) & HIGHS;
      if (hits != 0) {
        return p + firstMark(hits);
      }
      p += 8;
    }
    while (p < to && bytes[p] != wanted && bytes[p] != '\\' && (bytes[p] & 0xff) >= ' ') {
      p++;
    }
    return p;
  }

  /**
   * Returns the index of the first of {@code ( & \\ " '} from {@code from}, or {@code to} if there
   * is none.
   */
  public static int findOpening(byte[] bytes, int from, int to) {
    int p = from;
    while (p + 8 <= to) {
      long x = word(bytes, p);
      long parentheses = x ^ ONES * '(';
      long escapes = x ^ ONES * '\\';
      long apostrophes = x ^ ONES * '\'';
      // An ampersand differs from a quote by one bit.
      long ampersands = (x | ONES * ('&' ^ '"')) ^ ONES * '&';
      long hits =
          ((parentheses - ONES & ~parentheses)
                  | (escapes - ONES & ~escapes)
                  | (apostrophes - ONES & ~apostrophes)
                  | (ampersands - ONES & ~ampersands))
              & HIGHS;
      if (hits != 0) {
        return p + firstMark(hits);
      }
      p += 8;
    }
    while (p < to && !is(bytes[p], CSS_OPENING)) {
      p++;
    }
    return p;
  }

  /** Returns the index of the first byte from {@code from} that is not white space. */
  public static int skipSpace(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to && is(bytes[p], SPACE)) {
      p++;
    }
    return p;
  }

  /** Returns whether the bytes at a place are these lower-case ASCII letters, in either case. */
  public static boolean startsWithIgnoringCase(byte[] bytes, int from, int to, byte[] lower) {
    return from + lower.length <= to && matching(bytes, from, to, lower) == lower.length;
  }

  /**
   * Returns the number of characters of a lower-case ASCII text that the bytes at a place match.
   */
  public static int matching(byte[] bytes, int from, int to, byte[] lower) {
    int n = Math.min(to - from, lower.length);
    for (int i = 0; i < n; i++) {
      if (lowerCase(bytes[from + i]) != lower[i]) {
        return i;
      }
    }
    return n;
  }

  /** Returns whether the bytes of a range are these lower-case ASCII letters, in either case. */
  public static boolean isIgnoringCase(byte[] bytes, int from, int to, byte[] lower) {
    return to - from == lower.length && matching(bytes, from, to, lower) == lower.length;
  }

  /**
   * Returns whether the bytes of a range are one of some lower-case ASCII texts, in either case.
   */
  public static boolean isAnyIgnoringCase(byte[] bytes, int from, int to, byte[][] lower) {
    for (byte[] text : lower) {
      if (isIgnoringCase(bytes, from, to, text)) {
        return true;
      }
    }
    return false;
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns texts in ASCII, one behind the other, without the garbage of a joined text. */
  public static byte[] ascii(String... texts) {
    int length = 0;
    for (String text : texts) {
      length += text.length();
    }
    byte[] ascii = new byte[length];
    int end = 0;
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        ascii[end++] = (byte) (c < 0x80 ? c : '?');
      }
    }
    return ascii;
  }

  /**
   * Skips an end tag that contains only a name, of at most eight letters.
   *
   * @param from the place where the name begins
   * @return the place behind its {@code >}; -1 if it is another kind of end tag
   */
  public static int skipShortEndTag(byte[] bytes, int from, int to) {
    if (from + 8 > to) {
      return -1;
    }
    long x = (long) LONGS.get(bytes, from);
    long y = x ^ ONES * '>';
    long ends = (y - ONES) & ~y & HIGHS;
    if (ends == 0) {
      return -1;
    }
    long before = (ends & -ends) - 1;
    // Every byte before the first > must be at least '0': no white space, no slash.
    long low = (x | HIGHS) - ONES * '0';
    return (~low & HIGHS & ~x & before) == 0
        ? from + (Long.numberOfTrailingZeros(ends) >>> 3) + 1
        : -1;
  }

  public static int lowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
