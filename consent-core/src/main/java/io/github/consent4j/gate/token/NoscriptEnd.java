package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/**
 * The end tag of {@code noscript}, which ends it for a browser that runs scripts wherever it
 * stands.
 */
final class NoscriptEnd {

  private static final byte[] NOSCRIPT = Scan.ascii("noscript");

  private NoscriptEnd() {}

  /** Where it begins, or may begin where the bytes end. */
  static int find(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.find(a, p, to, '<');
      if (lt == to || isAt(a, lt, to)) {
        return lt;
      }
      if (to - lt <= 10 && TextContent.isStart(a, lt, to, '/', NOSCRIPT)) {
        return lt;
      }
      p = lt + 1;
    }
  }

  static boolean isAt(byte[] a, int lt, int to) {
    return TextContent.isEndTag(a, lt, to, NOSCRIPT);
  }
}
