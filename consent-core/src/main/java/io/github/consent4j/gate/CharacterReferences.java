package io.github.consent4j.gate;

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
final class CharacterReferences {

  private static final String RESOURCE = "character-references.txt";

  /** What {@code &#x80;} to {@code &#x9f;} stand for; 0 where it is the number itself. */
  private static final String WINDOWS_1252 =
      "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
          + "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

  private static final int MAXIMUM_CODE_POINT = 0x10ffff;
  private static final int REPLACEMENT = 0xfffd;

  private static final Map<String, String> NAMED = load();
  private static final int LONGEST =
      NAMED.keySet().stream().mapToInt(String::length).max().orElse(0);

  private CharacterReferences() {}

  private static Map<String, String> load() {
    Map<String, String> named = new HashMap<>();
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
          named.put(fields[0], value.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(named);
  }

  /** The value of an attribute, decoded. */
  static String decode(String raw) {
    int ampersand = raw.indexOf('&');
    if (ampersand < 0) {
      return raw;
    }
    StringBuilder decoded = new StringBuilder(raw.length());
    int p = 0;
    while (ampersand >= 0) {
      decoded.append(raw, p, ampersand);
      p = decodeOne(raw, ampersand, decoded);
      ampersand = raw.indexOf('&', p);
    }
    return decoded.append(raw, p, raw.length()).toString();
  }

  /** Decodes what begins with an ampersand, and returns where it ends. */
  static int decodeOne(String raw, int ampersand, StringBuilder decoded) {
    int p = ampersand + 1;
    if (p < raw.length() && raw.charAt(p) == '#') {
      return number(raw, p + 1, decoded);
    }
    int end = p;
    while (end < raw.length() && end - p < LONGEST && isAlphanumeric(raw.charAt(end))) {
      end++;
    }
    if (end < raw.length() && raw.charAt(end) == ';') {
      String value = NAMED.get(raw.substring(p, end + 1));
      if (value != null) {
        decoded.append(value);
        return end + 1;
      }
    }
    for (int e = end; e > p; e--) {
      String value = NAMED.get(raw.substring(p, e));
      if (value != null) {
        if (e < raw.length() && (raw.charAt(e) == '=' || isAlphanumeric(raw.charAt(e)))) {
          break;
        }
        decoded.append(value);
        return e;
      }
    }
    decoded.append('&');
    return p;
  }

  private static int number(String raw, int from, StringBuilder decoded) {
    boolean hexadecimal = from < raw.length() && (raw.charAt(from) | 32) == 'x';
    int digits = hexadecimal ? from + 1 : from;
    int radix = hexadecimal ? 16 : 10;
    int p = digits;
    int code = 0;
    while (p < raw.length() && raw.charAt(p) < 128 && Character.digit(raw.charAt(p), radix) >= 0) {
      code = Math.min(code * radix + Character.digit(raw.charAt(p), radix), MAXIMUM_CODE_POINT + 1);
      p++;
    }
    if (p == digits) {
      decoded.append('&');
      return from - 1;
    }
    decoded.appendCodePoint(meant(code));
    return p < raw.length() && raw.charAt(p) == ';' ? p + 1 : p;
  }

  private static int meant(int code) {
    if (code == 0 || code > MAXIMUM_CODE_POINT || code >= 0xd800 && code <= 0xdfff) {
      return REPLACEMENT;
    }
    if (code >= 0x80 && code <= 0x9f) {
      char character = WINDOWS_1252.charAt(code - 0x80);
      return character == 0 ? code : character;
    }
    return code;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
