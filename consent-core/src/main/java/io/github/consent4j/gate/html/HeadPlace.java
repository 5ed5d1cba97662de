package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.html.HtmlGate.Syntax;

/**
 * Finds the first place for markup in the head of a document. It is behind the tag of the head. If
 * that tag is missing, it is before the first thing that a browser would put into the head. Nothing
 * behind that place is read. Not thread-safe.
 */
final class HeadPlace {

  /** More bytes are needed. */
  static final int UNKNOWN = -1;

  /** There is no place. */
  static final int NOWHERE = -2;

  /** What follows cannot precede the head. */
  private static final int ANYTHING_ELSE = -3;

  private static final byte[] COMMENT = Scan.ascii("<!--");
  private static final byte[] DOCTYPE = Scan.ascii("<!doctype");
  private static final byte[] HTML = Scan.ascii("html");
  private static final byte[] HEAD = Scan.ascii("head");
  private static final byte[][] OF_DOCUMENTS = {
    Scan.ascii("head"), Scan.ascii("body"), Scan.ascii("frameset")
  };
  private static final byte[][] BEGINNING = {
    Scan.ascii("head"), Scan.ascii("body"), Scan.ascii("html"), Scan.ascii("br")
  };

  private final Syntax syntax;
  private boolean isDocument;

  /**
   * @param isDocument true if it is known to be a document; it may then begin without such a tag
   */
  HeadPlace(Syntax syntax, boolean isDocument) {
    this.syntax = syntax;
    this.isDocument = isDocument;
  }

  /**
   * Returns the place, {@link #UNKNOWN} or {@link #NOWHERE}.
   *
   * @param bytes the document in an encoding in which markup is ASCII
   * @param from where it begins, behind the byte order mark
   */
  int find(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to) {
      int next = bytes[p] == '<' ? behindMarkup(bytes, p, to) : behindSpace(bytes, p, to);
      if (next == UNKNOWN) {
        return UNKNOWN;
      }
      if (next < 0) {
        return isDocument && syntax == Syntax.HTML ? p : NOWHERE;
      }
      boolean hasHead = isHead(bytes, p, to);
      p = next;
      if (hasHead) {
        return syntax == Syntax.XML && bytes[p - 2] == '/' ? NOWHERE : p;
      }
    }
    return UNKNOWN;
  }

  private static int behindSpace(byte[] bytes, int from, int to) {
    int p = Scan.skipSpace(bytes, from, to);
    return p == from ? ANYTHING_ELSE : p;
  }

  private static boolean isHead(byte[] bytes, int from, int to) {
    return bytes[from] == '<' && isNamed(bytes, from + 1, to, HEAD);
  }

  private static boolean isNamed(byte[] bytes, int from, int to, byte[] name) {
    int end = from + name.length;
    return Scan.startsWithIgnoringCase(bytes, from, to, name)
        && end < to
        && Scan.is(bytes[end], Scan.TAG_NAME_END);
  }

  private static boolean isAnyNamed(byte[] bytes, int from, int to, byte[][] names) {
    for (byte[] name : names) {
      if (isNamed(bytes, from, to, name)) {
        return true;
      }
    }
    return false;
  }

  private int behindMarkup(byte[] bytes, int from, int to) {
    if (from + 1 == to) {
      return UNKNOWN;
    }
    return switch (bytes[from + 1]) {
      case '!' -> behindDeclaration(bytes, from, to);
      case '?' -> behind(bytes, from, to, '>');
      case '/' -> behindEndTag(bytes, from, to);
      default -> behindStartTag(bytes, from, to);
    };
  }

  private static int behind(byte[] bytes, int from, int to, char end) {
    int p = Scan.find(bytes, from, to, end);
    return p == to ? UNKNOWN : p + 1;
  }

  private int behindDeclaration(byte[] bytes, int from, int to) {
    if (Scan.matching(bytes, from, to, COMMENT) == COMMENT.length) {
      return behindComment(bytes, from + COMMENT.length, to);
    }
    if (Scan.matching(bytes, from, to, COMMENT) == to - from
        || Scan.matching(bytes, from, to, DOCTYPE) == to - from) {
      return UNKNOWN;
    }
    isDocument |= Scan.startsWithIgnoringCase(bytes, from, to, DOCTYPE);
    if (syntax == Syntax.XML) {
      int subset = Scan.find(bytes, from, Scan.find(bytes, from, to, '>'), '[');
      if (subset < to && bytes[subset] == '[') {
        int end = behind(bytes, subset, to, ']');
        return end == UNKNOWN ? UNKNOWN : behind(bytes, end, to, '>');
      }
    }
    return behind(bytes, from, to, '>');
  }

  /**
   * Returns the place behind a comment. A comment also ends with {@code --!>}, and immediately with
   * {@code >} and {@code ->}.
   */
  private static int behindComment(byte[] bytes, int from, int to) {
    int p = from;
    while (true) {
      p = Scan.find(bytes, p, to, '>');
      if (p == to) {
        return UNKNOWN;
      }
      int dashes = bytes[p - 1] == '!' ? p - 1 : p;
      if (p == from
          || (p == from + 1 && bytes[from] == '-')
          || (dashes - 2 >= from && bytes[dashes - 1] == '-' && bytes[dashes - 2] == '-')) {
        return p + 1;
      }
      p++;
    }
  }

  private static int behindEndTag(byte[] bytes, int from, int to) {
    int end = behind(bytes, from, to, '>');
    boolean begins = end != UNKNOWN && isAnyNamed(bytes, from + 2, to, BEGINNING);
    return begins ? ANYTHING_ELSE : end;
  }

  private int behindStartTag(byte[] bytes, int from, int to) {
    if (!Scan.is(bytes[from + 1], Scan.LETTER)) {
      return ANYTHING_ELSE;
    }
    int end = behindTag(bytes, from + 1, to);
    if (end == UNKNOWN) {
      return UNKNOWN;
    }
    boolean isHtml = isNamed(bytes, from + 1, to, HTML);
    isDocument |= isHtml || isAnyNamed(bytes, from + 1, to, OF_DOCUMENTS);
    if (isHtml || isHead(bytes, from, to)) {
      return end;
    }
    return ANYTHING_ELSE;
  }

  /** Returns the place behind a tag. Its attribute values may contain {@code >}. */
  static int behindTag(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to && !Scan.is(bytes[p], Scan.TAG_NAME_END)) {
      p++;
    }
    while (p < to) {
      while (p < to && Scan.is(bytes[p], Scan.SPACE_OR_SLASH)) {
        p++;
      }
      if (p < to && bytes[p] == '>') {
        return p + 1;
      }
      // A name may begin with =.
      p++;
      while (p < to && !Scan.is(bytes[p], Scan.ATTRIBUTE_NAME_END)) {
        p++;
      }
      p = Scan.skipSpace(bytes, Math.min(p, to), to);
      if (p < to && bytes[p] == '=') {
        p = behindValue(bytes, Scan.skipSpace(bytes, p + 1, to), to);
      }
    }
    return UNKNOWN;
  }

  private static int behindValue(byte[] bytes, int from, int to) {
    if (from == to) {
      return to;
    }
    if (bytes[from] == '"' || bytes[from] == '\'') {
      int p = Scan.find(bytes, from + 1, to, bytes[from]);
      return Math.min(p + 1, to);
    }
    int p = from;
    while (p < to && !Scan.is(bytes[p], Scan.UNQUOTED_END)) {
      p++;
    }
    return p;
  }
}
