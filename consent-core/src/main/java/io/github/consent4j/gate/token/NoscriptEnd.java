package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/**
 * The end tag of {@code noscript}. A browser that runs scripts ends the element at this tag,
 * wherever it stands.
 */
final class NoscriptEnd {

  private static final byte[] NOSCRIPT = Scan.ascii("noscript");

  private NoscriptEnd() {}

  /** Returns the place where it begins, or where it may begin at the end of the bytes. */
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
