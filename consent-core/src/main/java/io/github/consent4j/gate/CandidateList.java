package io.github.consent4j.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the URLs of a {@code srcset}, as the HTML standard's "Parsing a srcset attribute" does. */
final class CandidateList {

  private static final byte[] AMPERSAND = {'&', 'a', 'm', 'p', ';'};

  private CandidateList() {}

  /**
   * Judges the candidates of a value as it stands in the page.
   *
   * @return on whose behalf one of them is held back, as {@link UrlJudge#judge} says it
   */
  static int judge(byte[] bytes, int from, int to, UrlJudge judge) {
    if (hasOddReferences(bytes, from, to)) {
      for (String url : urls(judge.text(bytes, from, to))) {
        int verdict = judge.judge(url, false);
        if (verdict != UrlJudge.PASSES) {
          return verdict;
        }
      }
      return UrlJudge.PASSES;
    }
    int p = from;
    while (true) {
      while (p < to && (Scan.is(bytes[p], Scan.SPACE) || bytes[p] == ',')) {
        p++;
      }
      if (p == to) {
        return UrlJudge.PASSES;
      }
      int url = p;
      while (p < to && !Scan.is(bytes[p], Scan.SPACE)) {
        p++;
      }
      int end = p;
      while (bytes[end - 1] == ',') {
        end--;
      }
      int verdict = judge.judge(bytes, url, end, false);
      if (verdict != UrlJudge.PASSES) {
        return verdict;
      }
      p = end == p ? afterDescriptors(bytes, p, to) : p;
    }
  }

  /** Whether there are other references than that to an ampersand, which parts nothing. */
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

  /** The URLs of all candidates. */
  static List<String> urls(String text) {
    List<String> urls = new ArrayList<>();
    int p = 0;
    while (true) {
      while (p < text.length() && (isSpace(text.charAt(p)) || text.charAt(p) == ',')) {
        p++;
      }
      if (p == text.length()) {
        return urls;
      }
      int from = p;
      while (p < text.length() && !isSpace(text.charAt(p))) {
        p++;
      }
      int to = p;
      while (text.charAt(to - 1) == ',') {
        to--;
      }
      urls.add(text.substring(from, to));
      if (to == p) {
        p = afterDescriptors(text, p);
      }
    }
  }

  private static int afterDescriptors(String text, int from) {
    int p = from;
    boolean parenthesis = false;
    while (p < text.length() && (parenthesis || text.charAt(p) != ',')) {
      char c = text.charAt(p++);
      parenthesis = parenthesis ? c != ')' : c == '(';
    }
    return p;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
