package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.EncodingLabel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the encoding of a style sheet, as CSS Syntax Level 3 does (section 3.2). */
final class StyleEncoding {

  private static final byte[] DECLARATION = "@charset \"".getBytes(StandardCharsets.US_ASCII);

  /** A longer declaration is not valid. */
  private static final int LONGEST = 1024;

  private StyleEncoding() {}

  /**
   * Returns the encoding from the first bytes.
   *
   * @param said encoding that the response declares; null if it declares none
   * @return null if more bytes are needed
   */
  static @Nullable Charset of(byte[] bytes, int from, int to, @Nullable Charset said) {
    int length = to - from;
    if (length < 3) {
      return null;
    }
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    if (first == 0xef && second == 0xbb && (bytes[from + 2] & 0xff) == 0xbf) {
      return StandardCharsets.UTF_8;
    }
    if (first == 0xfe && second == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xff && second == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    return said == null ? declared(bytes, from, to, first, second) : said;
  }

  private static @Nullable Charset declared(byte[] bytes, int from, int to, int first, int second) {
    if (first == 0 || second == 0) {
      // The standard uses the encoding of the page here, which is not known.
      return first == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    int same = matching(bytes, from, to);
    if (same < DECLARATION.length) {
      return from + same == to ? null : StandardCharsets.UTF_8;
    }
    int name = from + same;
    int quote = Scan.find(bytes, name, Math.min(to, from + LONGEST), '"');
    if (quote == to && to - from < LONGEST) {
      return null;
    }
    if (quote + 1 < to && bytes[quote + 1] == ';') {
      Charset named =
          EncodingLabel.encoding(new String(bytes, name, quote - name, StandardCharsets.US_ASCII));
      // The declaration itself is ASCII, so the encoding cannot be UTF-16.
      boolean wide = named != null && named.name().startsWith("UTF-16");
      return named == null || wide ? StandardCharsets.UTF_8 : named;
    }
    return quote + 1 == to ? null : StandardCharsets.UTF_8;
  }

  private static int matching(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to && p - from < DECLARATION.length && bytes[p] == DECLARATION[p - from]) {
      p++;
    }
    return p - from;
  }

  /**
   * Returns whether syntax of style sheets is ASCII, byte for byte, in an encoding: no byte of
   * another character looks like it.
   */
  static boolean isReadAsBytes(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
        || (EncodingLabel.isReadAsBytes(charset) && charset.newEncoder().maxBytesPerChar() == 1);
  }
}
