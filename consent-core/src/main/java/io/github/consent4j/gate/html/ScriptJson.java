package io.github.consent4j.gate.html;

import io.github.consent4j.gate.rule.UrlGate;
import java.nio.charset.StandardCharsets;

/**
 * Decides on an import map or on speculation rules: JSON that contains URLs. Every string in it is
 * read as a URL; one that is not a URL is relative, and so belongs to the site itself.
 */
final class ScriptJson {

  private ScriptJson() {}

  /** Returns the service of the first blocked URL, as {@link UrlGate#decide} does. */
  static int decide(byte[] json, int length, UrlGate urlGate) {
    String text = new String(json, 0, length, StandardCharsets.UTF_8);
    int p = text.indexOf('"');
    while (p >= 0) {
      StringBuilder string = new StringBuilder();
      int end = readString(text, p + 1, string);
      int verdict = urlGate.decide(string.toString(), true);
      if (verdict != UrlGate.PASSES) {
        return verdict;
      }
      p = text.indexOf('"', end);
    }
    return UrlGate.PASSES;
  }

  private static int readString(String text, int from, StringBuilder string) {
    int p = from;
    while (p < text.length() && text.charAt(p) != '"') {
      char c = text.charAt(p++);
      if (c != '\\' || p == text.length()) {
        string.append(c);
        continue;
      }
      char escaped = text.charAt(p++);
      if (escaped == 'u' && isHexadecimal(text, p, p + 4)) {
        string.append((char) Integer.parseInt(text.substring(p, p + 4), 16));
        p += 4;
      } else {
        int control = "bfnrt".indexOf(escaped);
        string.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
      }
    }
    return Math.min(p + 1, text.length());
  }

  private static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
