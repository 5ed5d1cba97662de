package io.github.consent4j.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Reads and writes {@code %xx} in URLs and in names of cookies. */
public final class PercentEncoding {

  private PercentEncoding() {}

  /** Returns the decoded text, read as UTF-8. */
  public static String decode(String text) {
    return text.indexOf('%') < 0 ? text : new String(bytes(text), StandardCharsets.UTF_8);
  }

  /** Returns a text in which every byte of its UTF-8 form that is not allowed is encoded. */
  public static String encode(String text, IntPredicate allowed) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (allowed.test(b)) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }

  /** Returns the decoded bytes. Characters that are not encoded are converted to UTF-8. */
  public static byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      decoded.write(low >= 0 ? high << 4 | low : bytes[i]);
      i += low >= 0 ? 2 : 0;
    }
    return decoded.toByteArray();
  }
}
