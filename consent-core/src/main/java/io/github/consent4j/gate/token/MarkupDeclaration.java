package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/**
 * Finds the end of what begins with {@code <!} or {@code <?}: comments, doctypes, CDATA sections,
 * processing instructions, and what HTML treats as a comment. It keeps no bytes; it returns the
 * place up to which it has understood its input.
 */
final class MarkupDeclaration {

  private enum Kind {
    NONE,
    COMMENT_START,
    COMMENT,
    XML_COMMENT,
    /** Ends with the next {@code >}. */
    BOGUS_COMMENT,
    CDATA_SECTION,
    PROCESSING_INSTRUCTION,
    XML_DOCTYPE
  }

  private static final byte[] CDATA_START = Scan.ascii("[cdata[");
  private static final byte[] DOCTYPE = Scan.ascii("doctype");

  private final boolean xml;
  private Kind kind = Kind.NONE;
  private boolean doctype;

  MarkupDeclaration(boolean xml) {
    this.xml = xml;
  }

  boolean isOpen() {
    return kind != Kind.NONE;
  }

  /** Returns whether a CDATA section is open. */
  boolean isCdata() {
    return kind == Kind.CDATA_SECTION;
  }

  /** Returns whether the last declaration was HTML's doctype. */
  boolean isDoctype() {
    return doctype;
  }

  /** Starts inside a CDATA section. */
  void startInCdataSection() {
    kind = Kind.CDATA_SECTION;
  }

  /** Starts inside what HTML treats as a comment. */
  void startInBogusComment() {
    kind = Kind.BOGUS_COMMENT;
  }

  void abandon() {
    kind = Kind.NONE;
  }

  /** Returns the text that ends it. */
  String closing() {
    return switch (kind) {
      case NONE -> "";
      case COMMENT_START, COMMENT, XML_COMMENT -> "-->";
      case BOGUS_COMMENT, XML_DOCTYPE -> ">";
      case CDATA_SECTION -> "]]>";
      case PROCESSING_INSTRUCTION -> "?>";
    };
  }

  /**
   * Begins with {@code <!} or {@code <?}.
   *
   * @param cdata true if a CDATA section is allowed here
   * @return the place where reading continues; {@code lt} if more bytes are needed
   */
  int begin(byte[] a, int lt, int to, boolean cdata) {
    doctype = false;
    int p = lt + 2;
    if (a[lt + 1] == '?') {
      kind = xml ? Kind.PROCESSING_INSTRUCTION : Kind.BOGUS_COMMENT;
      return p;
    }
    if (p == to) {
      return lt;
    }
    return switch (a[p]) {
      case '-' -> beginComment(a, p, to);
      case '[' -> cdata ? beginCdataSection(a, p, to) : beginOther(p);
      case 'd', 'D' -> beginDoctype(a, p, to);
      default -> beginOther(p);
    };
  }

  private int beginOther(int p) {
    kind = xml ? Kind.XML_DOCTYPE : Kind.BOGUS_COMMENT;
    return p;
  }

  private int beginComment(byte[] a, int dash, int to) {
    if (dash + 1 == to) {
      return dash - 2;
    }
    if (a[dash + 1] != '-') {
      kind = Kind.BOGUS_COMMENT;
      return dash;
    }
    kind = xml ? Kind.XML_COMMENT : Kind.COMMENT_START;
    return dash + 2;
  }

  private int beginCdataSection(byte[] a, int bracket, int to) {
    int same = Scan.matching(a, bracket, to, CDATA_START);
    if (bracket + same == to && same < CDATA_START.length) {
      return bracket - 2;
    }
    if (same == CDATA_START.length && isUpperCase(a, bracket)) {
      kind = Kind.CDATA_SECTION;
      return bracket + same;
    }
    return beginOther(bracket);
  }

  private static boolean isUpperCase(byte[] a, int bracket) {
    return a[bracket + 1] == 'C'
        && a[bracket + 2] == 'D'
        && a[bracket + 3] == 'A'
        && a[bracket + 4] == 'T'
        && a[bracket + 5] == 'A';
  }

  private int beginDoctype(byte[] a, int p, int to) {
    int same = Scan.matching(a, p, to, DOCTYPE);
    if (p + same == to && same < DOCTYPE.length) {
      return p - 2;
    }
    doctype = same == DOCTYPE.length;
    return beginOther(p);
  }

  /**
   * Continues to read, and returns the place up to which the bytes are understood. It is behind the
   * end if the end has been found.
   */
  int read(byte[] a, int from, int to) {
    return switch (kind) {
      case NONE -> from;
      case COMMENT_START -> commentStart(a, from, to);
      case COMMENT -> comment(a, from, to);
      case BOGUS_COMMENT -> readTo(a, from, to, '>', 0);
      case XML_COMMENT -> readTo(a, from, to, '-', 2);
      case CDATA_SECTION -> readTo(a, from, to, ']', 2);
      case PROCESSING_INSTRUCTION -> readTo(a, from, to, '?', 1);
      case XML_DOCTYPE -> xmlDoctype(a, from, to);
    };
  }

  private int end(int place) {
    kind = Kind.NONE;
    return place;
  }

  /** Reads to a {@code >} that follows the given number of the same character. */
  private int readTo(byte[] a, int from, int to, char sign, int count) {
    int p = from;
    while (true) {
      int gt = Scan.find(a, p, to, '>');
      if (gt - from >= count && hasBefore(a, gt, sign, count) && gt < to) {
        return end(gt + 1);
      }
      if (gt == to) {
        int known = to;
        while (known > from && to - known < count && a[known - 1] == sign) {
          known--;
        }
        return known;
      }
      p = gt + 1;
    }
  }

  private static boolean hasBefore(byte[] a, int place, char sign, int count) {
    for (int i = 1; i <= count; i++) {
      if (a[place - i] != sign) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the start of a comment behind {@code <!--}, where {@code >} and {@code ->} end it at
   * once.
   */
  private int commentStart(byte[] a, int from, int to) {
    if (a[from] == '-' && from + 1 == to) {
      return from;
    }
    if (a[from] == '>') {
      return end(from + 1);
    }
    if (a[from] == '-' && a[from + 1] == '>') {
      return end(from + 2);
    }
    kind = Kind.COMMENT;
    return comment(a, from, to);
  }

  private int comment(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int gt = Scan.findFar(a, p, to, '>');
      if (gt == to) {
        return beforeTrailing(a, from, to);
      }
      int dash = gt - 1 >= from && a[gt - 1] == '!' ? gt - 2 : gt - 1;
      if (dash - 1 >= from && a[dash] == '-' && a[dash - 1] == '-') {
        return end(gt + 1);
      }
      p = gt + 1;
    }
  }

  /** Returns the place at the end of a piece where the end of a comment may begin. */
  private static int beforeTrailing(byte[] a, int from, int to) {
    int p = to;
    if (p > from && a[p - 1] == '!') {
      p--;
      if (p - 1 <= from || a[p - 1] != '-' || a[p - 2] != '-') {
        return to;
      }
      return p - 2;
    }
    while (p > from && to - p < 2 && a[p - 1] == '-') {
      p--;
    }
    return p;
  }

  private int xmlDoctype(byte[] a, int from, int to) {
    for (int p = from; p < to; p++) {
      if (a[p] == '[') {
        int subset = InternalSubset.read(a, p, to);
        if (subset == p) {
          return p;
        }
        p = subset - 1;
      } else if (a[p] == '>') {
        return end(p + 1);
      }
    }
    return to;
  }
}
