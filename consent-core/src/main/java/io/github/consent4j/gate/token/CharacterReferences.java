package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.bytes.Scan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Decodes character references in the values of attributes, as the HTML standard's section
 * "Character reference state" does. Immutable and thread-safe.
 */
public final class CharacterReferences {

  private static final String RESOURCE = "character-references.txt";

  /** The characters for references to 0x80 to 0x9f; 0 if the character has the number itself. */
  private static final String WINDOWS_1252 =
      "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
          + "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

  /**
   * A longer reference, such as one with many zeros, is decoded in parts if it is divided between
   * pieces.
   */
  private static final int LONGEST_CUT = 1024;

  private static final int MAXIMUM_CODE_POINT = 0x10ffff;
  private static final int REPLACEMENT = 0xfffd;

  private static final ByteKeys<byte[]> NAMED;
  private static final int LONGEST;

  static {
    Map<String, byte[]> named = load();
    NAMED = new ByteKeys<>(named);
    LONGEST = named.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  private CharacterReferences() {}

  private static Map<String, byte[]> load() {
    Map<String, byte[]> named = new HashMap<>();
    InputStream resource = CharacterReferences.class.getResourceAsStream(RESOURCE);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split(" ");
          StringBuilder value = new StringBuilder();
          for (int i = 1; i < fields.length; i++) {
            value.appendCodePoint(Integer.parseInt(fields[i], 16));
          }
          named.put(fields[0], value.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return named;
  }

  /** Returns the decoded value of an attribute. */
  public static String decode(String raw, ArrayPool arrays) {
    if (raw.indexOf('&') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayBuilder decoded = new ByteArrayBuilder(arrays);
    decode(bytes, 0, bytes.length, decoded);
    String text = new String(decoded.array, 0, decoded.length, StandardCharsets.UTF_8);
    decoded.close();
    return text;
  }

  /** Appends the decoded value of an attribute, in UTF-8. */
  public static void decode(byte[] raw, int from, int to, ByteArrayBuilder decoded) {
    int p = from;
    while (p < to) {
      int ampersand = Scan.find(raw, p, to, '&');
      decoded.append(raw, p, ampersand);
      p = ampersand < to ? decodeOne(raw, ampersand, to, decoded, true) : to;
    }
  }

  /** Decodes what begins with an ampersand in a text, appends it, and returns where it ends. */
  public static int decodeInText(byte[] raw, int ampersand, int to, ByteArrayBuilder decoded) {
    return decodeOne(raw, ampersand, to, decoded, false);
  }

  /** Returns the place at the end of a piece of text where a character reference may begin. */
  static int beforeCut(byte[] text, int from, int to) {
    int p = to;
    while (p > from
        && to - p < LONGEST_CUT
        && (isAlphanumeric(text[p - 1]) || text[p - 1] == '#')) {
      p--;
    }
    return p > from && text[p - 1] == '&' ? p - 1 : to;
  }

  private static int decodeOne(
      byte[] raw, int ampersand, int to, ByteArrayBuilder decoded, boolean inAttribute) {
    int p = ampersand + 1;
    if (p < to && raw[p] == '#') {
      return number(raw, p + 1, to, decoded);
    }
    int end = p;
    while (end < to && end - p < LONGEST && isAlphanumeric(raw[end])) {
      end++;
    }
    boolean terminated = end < to && raw[end] == ';';
    for (int e = terminated ? end + 1 : end; e > p; e--) {
      byte[] value = NAMED.get(raw, p, e, ByteKeys.hash(raw, p, e));
      if (value != null) {
        if (inAttribute
            && raw[e - 1] != ';'
            && e < to
            && (raw[e] == '=' || isAlphanumeric(raw[e]))) {
          break;
        }
        decoded.append(value, 0, value.length);
        return e;
      }
    }
    decoded.append((byte) '&');
    return p;
  }

  private static int number(byte[] raw, int from, int to, ByteArrayBuilder decoded) {
    boolean hexadecimal = from < to && (raw[from] | 32) == 'x';
    int digits = hexadecimal ? from + 1 : from;
    int radix = hexadecimal ? 16 : 10;
    int p = digits;
    int code = 0;
    while (p < to && raw[p] >= 0 && Character.digit(raw[p], radix) >= 0) {
      code = Math.min(code * radix + Character.digit(raw[p], radix), MAXIMUM_CODE_POINT + 1);
      p++;
    }
    if (p == digits) {
      decoded.append((byte) '&');
      return from - 1;
    }
    append(meant(code), decoded);
    return p < to && raw[p] == ';' ? p + 1 : p;
  }

  private static int meant(int code) {
    if (code == 0 || code > MAXIMUM_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      return REPLACEMENT;
    }
    if (code >= 0x80 && code <= 0x9f) {
      char character = WINDOWS_1252.charAt(code - 0x80);
      return character == 0 ? code : character;
    }
    return code;
  }

  private static void append(int character, ByteArrayBuilder text) {
    if (character < 0x80) {
      text.append((byte) character);
    } else {
      byte[] bytes = utf8(character);
      text.append(bytes, 0, bytes.length);
    }
  }

  /** Returns a character in UTF-8. */
  public static byte[] utf8(int character) {
    return Character.toString(character).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isAlphanumeric(byte c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
