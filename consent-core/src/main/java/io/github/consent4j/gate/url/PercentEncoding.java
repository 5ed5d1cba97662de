package io.github.consent4j.gate.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes {@code %xx} in URLs. */
public final class PercentEncoding {

  private PercentEncoding() {}

  /** Returns the decoded text, read as UTF-8. */
  public static String decode(String text) {
    return text.indexOf('%') < 0 ? text : new String(bytes(text), StandardCharsets.UTF_8);
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
