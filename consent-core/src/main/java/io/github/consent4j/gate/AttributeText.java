package io.github.consent4j.gate;

import java.nio.charset.StandardCharsets;

/** Writes values of attributes. */
final class AttributeText {

  private AttributeText() {}

  /** A text as it may stand between double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** Gives an attribute another value. */
  static void set(Tag tag, int i, String value, Edits edits) {
    StringBuilder escaped = new StringBuilder(value.length() + 16).append('"');
    escape(value)
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                escaped.append((char) c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    byte[] text = escaped.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    int quote = tag.quote(i) == 0 ? 0 : 1;
    edits.replace(tag.valueFrom(i) - quote, tag.valueTo(i) + quote, text);
  }
}
