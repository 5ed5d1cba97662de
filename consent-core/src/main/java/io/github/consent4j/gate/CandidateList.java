package io.github.consent4j.gate;

import java.util.ArrayList;
import java.util.List;

/** Reads the URLs of a {@code srcset}, as the HTML standard's "Parsing a srcset attribute" does. */
final class CandidateList {

  private CandidateList() {}

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
