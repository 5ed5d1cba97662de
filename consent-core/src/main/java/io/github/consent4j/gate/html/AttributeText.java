package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Tag;
import java.nio.charset.StandardCharsets;

/** Writes the values of attributes. */
final class AttributeText {

  private AttributeText() {}

  /** Escapes a text for an attribute in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** Replaces the value of an attribute. The new value is UTF-8; it is written in ASCII. */
  static void set(Tag tag, int i, byte[] value, int length, Edits edits) {
    String text = new String(value, 0, length, StandardCharsets.UTF_8);
    StringBuilder escaped = new StringBuilder(length + 16).append('"');
    escape(text)
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                escaped.append((char) c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    int quote = tag.quote(i) == 0 ? 0 : 1;
    edits.replace(
        tag.valueFrom(i) - quote,
        tag.valueTo(i) + quote,
        Scan.ascii(escaped.append('"').toString()));
  }
}
