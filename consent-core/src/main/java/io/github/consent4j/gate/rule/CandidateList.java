package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.util.Arrays;

/**
 * Reads the URLs of a {@code srcset}, as the HTML standard's "Parsing a srcset attribute" defines.
 */
public final class CandidateList {

  private static final byte[] AMPERSAND = {'&', 'a', 'm', 'p', ';'};

  private CandidateList() {}

  /**
   * Decides on the candidates of an attribute value as it stands in the page.
   *
   * @return the service of the first blocked candidate, as {@link UrlGate#decide} returns it
   */
  public static int decide(byte[] bytes, int from, int to, UrlGate urlGate) {
    if (hasOddReferences(bytes, from, to)) {
      ByteArrayBuilder text = urlGate.decode(bytes, from, to);
      return decide(text.array, 0, text.length, urlGate, false);
    }
    return decide(bytes, from, to, urlGate, true);
  }

  private static int decide(byte[] bytes, int from, int to, UrlGate urlGate, boolean raw) {
    int p = from;
    while (true) {
      while (p < to && (Scan.is(bytes[p], Scan.SPACE) || bytes[p] == ',')) {
        p++;
      }
      if (p == to) {
        return UrlGate.PASSES;
      }
      int url = p;
      while (p < to && !Scan.is(bytes[p], Scan.SPACE)) {
        p++;
      }
      int end = p;
      while (bytes[end - 1] == ',') {
        end--;
      }
      int verdict =
          raw
              ? urlGate.decide(bytes, url, end, false)
              : urlGate.decidePlain(bytes, url, end, false);
      if (verdict != UrlGate.PASSES) {
        return verdict;
      }
      p = end == p ? afterDescriptors(bytes, p, to) : p;
    }
  }

  /**
   * Returns whether a value contains other character references than that of an ampersand. An
   * ampersand separates no candidates.
   */
  private static boolean hasOddReferences(byte[] bytes, int from, int to) {
    int p = Scan.find(bytes, from, to, '&');
    while (p < to) {
      if (!Arrays.equals(
          bytes, p, Math.min(p + AMPERSAND.length, to), AMPERSAND, 0, AMPERSAND.length)) {
        return true;
      }
      p = Scan.find(bytes, p + 1, to, '&');
    }
    return false;
  }

  private static int afterDescriptors(byte[] bytes, int from, int to) {
    int p = from;
    boolean parenthesis = false;
    while (p < to && (parenthesis || bytes[p] != ',')) {
      byte b = bytes[p++];
      parenthesis = parenthesis ? b != ')' : b == '(';
    }
    return p;
  }
}
