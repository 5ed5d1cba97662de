package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;
import java.nio.charset.StandardCharsets;

/**
 * Finds the absolute URLs in the text of a script that no guard can observe. The class has no
 * state.
 */
final class NamedUrls {

  private NamedUrls() {}

  /**
   * Returns the service of the first blocked URL, as {@link UrlGate#decide} does.
   *
   * @param script script in UTF-8; its escapes are not decoded
   */
  static int decide(byte[] script, UrlGate urlGate) {
    try (ByteArrayBuilder text = new ByteArrayBuilder(urlGate.arrays())) {
      ScriptEscape escape = new ScriptEscape(text);
      for (byte b : script) {
        if (!escape.take(b)) {
          text.append(b);
        }
      }
      return decide(text.array, text.length, urlGate);
    }
  }

  private static int decide(byte[] text, int length, UrlGate urlGate) {
    int verdict = UrlGate.PASSES;
    for (int p = 0; p + 1 < length && verdict == UrlGate.PASSES; p++) {
      if (isSlash(text[p]) && isSlash(text[p + 1])) {
        int from = p > 0 && text[p - 1] == ':' ? schemeStart(text, p - 1) : p;
        int to = p;
        while (to < length && isOfUrl(text[to])) {
          to++;
        }
        verdict = urlGate.decide(new String(text, from, to - from, StandardCharsets.UTF_8), true);
        p = Math.max(p, to - 1);
      }
    }
    return verdict;
  }

  private static boolean isSlash(byte b) {
    return b == '/' || b == '\\';
  }

  private static int schemeStart(byte[] text, int colon) {
    int p = colon;
    while (p > 0 && Scan.is(text[p - 1], Scan.LETTER)) {
      p--;
    }
    return p;
  }

  private static boolean isOfUrl(byte b) {
    return b < 0 || (b > ' ' && "\"'`<>()".indexOf(b) < 0);
  }
}
