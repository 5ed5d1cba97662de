package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;
import java.nio.charset.StandardCharsets;

/**
 * Finds the absolute URLs that the text of a script names, where no guard can see to what the
 * script does. Immutable values only; one script after another.
 */
final class NamedUrls {

  private NamedUrls() {}

  /**
   * On whose behalf one of them is held back, as {@link UrlGate#judge} says it.
   *
   * @param script in UTF-8, its escapes not read
   */
  static int judge(byte[] script, UrlGate judge) {
    try (ByteArrayBuilder text = new ByteArrayBuilder(judge.arrays())) {
      ScriptEscape escape = new ScriptEscape(text);
      for (byte b : script) {
        if (!escape.take(b)) {
          text.append(b);
        }
      }
      return judge(text.array, text.length, judge);
    }
  }

  private static int judge(byte[] text, int length, UrlGate judge) {
    int verdict = UrlGate.PASSES;
    for (int p = 0; p + 1 < length && verdict == UrlGate.PASSES; p++) {
      if (isSlash(text[p]) && isSlash(text[p + 1])) {
        int from = p > 0 && text[p - 1] == ':' ? schemeStart(text, p - 1) : p;
        int to = p;
        while (to < length && isOfUrl(text[to])) {
          to++;
        }
        verdict = judge.judge(new String(text, from, to - from, StandardCharsets.UTF_8), true);
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
