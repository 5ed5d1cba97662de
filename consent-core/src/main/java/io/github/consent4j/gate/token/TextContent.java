package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the end of an element's content if this is text: the end tag of that element, and in a
 * script only one that is not commented out twice. It keeps no bytes; it returns the place up to
 * which it has understood its input. The states are those of the HTML standard's chapter
 * "Tokenization".
 */
final class TextContent {

  private enum State {
    RAWTEXT,
    SCRIPT_DATA,
    SCRIPT_DATA_ESCAPED,
    SCRIPT_DATA_DOUBLE_ESCAPED,
    ENDED
  }

  private static final byte[] SCRIPT = Scan.ascii("script");
  private static final byte[] NOSCRIPT = Scan.ascii("noscript");
  private static final byte[] DASHES = Scan.ascii("--");

  private State state = State.ENDED;

  /** The name of the element. */
  private byte[] name = {};

  /** Begins the content of an element. */
  void begin(boolean script, byte[] lowerName) {
    state = script ? State.SCRIPT_DATA : State.RAWTEXT;
    name = lowerName;
  }

  /** Returns whether the end tag has been reached. */
  boolean isEnded() {
    return state == State.ENDED;
  }

  boolean isScript() {
    return !isEnded() && Arrays.equals(name, SCRIPT);
  }

  /** Returns the end tag. */
  String closing() {
    return "</" + new String(name, StandardCharsets.US_ASCII) + ">";
  }

  /** Continues to read, and returns the place up to which everything is text. */
  int read(byte[] a, int from, int to) {
    int p = from;
    State was;
    do {
      was = state;
      p =
          switch (was) {
            case RAWTEXT -> rawText(a, p, to);
            case SCRIPT_DATA -> scriptData(a, p, to);
            case SCRIPT_DATA_ESCAPED, SCRIPT_DATA_DOUBLE_ESCAPED -> escapedScript(a, p, to);
            case ENDED -> p;
          };
    } while (state != was && state != State.ENDED && p < to);
    return p;
  }

  private int end(int place) {
    state = State.ENDED;
    return place;
  }

  private int rawText(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.findFar(a, p, to, '<');
      if (lt == to || isCutEndTag(a, lt, to)) {
        return lt;
      }
      if (isEndTag(a, lt, to)) {
        return end(lt);
      }
      p = lt + 1;
    }
  }

  private boolean isEndTag(byte[] a, int lt, int to) {
    return isEndTag(a, lt, to, name);
  }

  /** Returns whether an end tag of this name begins here. It may be cut behind the name. */
  static boolean isEndTag(byte[] a, int lt, int to, byte[] name) {
    int end = lt + 2 + name.length;
    return end < to
        && a[lt] == '<'
        && a[lt + 1] == '/'
        && Scan.is(a[end], Scan.TAG_NAME_END)
        && Scan.startsWithIgnoringCase(a, lt + 2, end, name);
  }

  /**
   * Finds the end tag of {@code noscript}, which ends it for a browser that runs scripts wherever
   * it stands.
   *
   * @return where it begins, or may begin where the bytes end
   */
  static int findNoscriptEnd(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.find(a, p, to, '<');
      boolean cut = to - lt <= 2 + NOSCRIPT.length;
      if (lt == to || isNoscriptEnd(a, lt, to) || (cut && isStart(a, lt, to, '/', NOSCRIPT))) {
        return lt;
      }
      p = lt + 1;
    }
  }

  static boolean isNoscriptEnd(byte[] a, int lt, int to) {
    return isEndTag(a, lt, to, NOSCRIPT);
  }

  /** Returns whether the bytes here may be the start of the end tag. */
  private boolean isCutEndTag(byte[] a, int lt, int to) {
    return to - lt <= 2 + name.length && isStart(a, lt, to, '/', name);
  }

  /** Returns whether the bytes up to the end match {@code <}, a character and a name. */
  static boolean isStart(byte[] a, int lt, int to, char mark, byte[] name) {
    if (lt + 1 == to) {
      return true;
    }
    return a[lt + 1] == mark && Scan.matching(a, lt + 2, to, name) == to - lt - 2;
  }

  private int scriptData(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.findFar(a, p, to, '<');
      if (lt == to || isCutEndTag(a, lt, to) || (isStart(a, lt, to, '!', DASHES) && to - lt < 4)) {
        return lt;
      }
      if (isEndTag(a, lt, to)) {
        return end(lt);
      }
      if (a[lt + 1] == '!' && a[lt + 2] == '-' && a[lt + 3] == '-') {
        state = State.SCRIPT_DATA_ESCAPED;
        return lt + 2;
      }
      p = lt + 1;
    }
  }

  /** Reads a script within a comment. */
  private int escapedScript(byte[] a, int from, int to) {
    for (int p = from; p < to; p++) {
      if (a[p] == '-') {
        int end = dashes(a, p, to);
        if (end == to || isCommentEnd(a, p, end)) {
          return behindDashes(p, end, to);
        }
        p = end - 1;
      } else if (a[p] == '<') {
        int next = state == State.SCRIPT_DATA_ESCAPED ? tagOnce(a, p, to) : tagTwice(a, p, to);
        if (next >= 0) {
          return next;
        }
      }
    }
    return to;
  }

  /** Reads a tag in an escaped script; where to go on if it is one that matters, else negative. */
  private int tagOnce(byte[] a, int lt, int to) {
    if (isCutEndTag(a, lt, to) || isCutScript(a, lt, to)) {
      return lt;
    }
    if (isEndTag(a, lt, to)) {
      return end(lt);
    }
    if (isScript(a, lt + 1, to)) {
      state = State.SCRIPT_DATA_DOUBLE_ESCAPED;
      return lt + 7;
    }
    return -1;
  }

  /** The same in a script that is escaped twice. */
  private int tagTwice(byte[] a, int lt, int to) {
    if (to - lt <= 8 && isStart(a, lt, to, '/', SCRIPT)) {
      return lt;
    }
    if (a[lt + 1] == '/' && isScript(a, lt + 2, to)) {
      state = State.SCRIPT_DATA_ESCAPED;
      return lt + 8;
    }
    return -1;
  }

  private static int dashes(byte[] a, int from, int to) {
    int p = from;
    while (p < to && a[p] == '-') {
      p++;
    }
    return p;
  }

  private static boolean isCommentEnd(byte[] a, int dashes, int end) {
    return end - dashes >= 2 && a[end] == '>';
  }

  /** Continues behind the end of a comment, or keeps dashes that may become one. */
  private int behindDashes(int dashes, int end, int to) {
    if (end == to) {
      return Math.max(dashes, to - 2);
    }
    state = State.SCRIPT_DATA;
    return end + 1;
  }

  private static boolean isScript(byte[] a, int from, int to) {
    return from + 6 < to
        && Scan.is(a[from + 6], Scan.TAG_NAME_END)
        && Scan.startsWithIgnoringCase(a, from, from + 6, SCRIPT);
  }

  private static boolean isCutScript(byte[] a, int lt, int to) {
    return to - lt <= 7 && Scan.matching(a, lt + 1, to, SCRIPT) == to - lt - 1;
  }
}
