package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;

/**
 * Tells whether a place in a style sheet is the value of a declaration that other ones take values
 * from: a custom property, the initial value of one, or the result of a function. There a string
 * may become a URL. Looks at no more than the declaration that a string stands in.
 */
final class CssDeclaration {

  private static final byte[][] TAKEN = {Scan.ascii("initial-value"), Scan.ascii("result")};

  private static final int LONGEST = 16;

  private final byte[] name = new byte[LONGEST];
  private int length;

  /** Whether the next letter begins a name. */
  private boolean fresh = true;

  /** Whether an escape stands in the name. */
  private boolean escaped;

  private boolean decided;
  private boolean taken;

  /** Up to where the present piece is known. */
  private int known;

  /** What is passed of the declaration, and read only if a string follows, or the piece ends. */
  private int unreadFrom;

  private int unreadTo;

  /** A style sheet begins. */
  void start() {
    reset();
  }

  private void reset() {
    length = 0;
    fresh = true;
    escaped = false;
    decided = false;
    taken = false;
    unreadTo = unreadFrom;
  }

  /** Another piece begins. */
  void read(int from) {
    known = from;
  }

  /** Takes what stands before a place of the present piece. */
  void advance(byte[] a, int to) {
    int begin = begin(a, to);
    if (begin >= 0) {
      reset();
      known = begin;
    } else {
      readUnread(a);
    }
    unreadFrom = known;
    unreadTo = to;
    known = to;
  }

  /** The present piece ends. */
  void endPiece(byte[] a) {
    readUnread(a);
  }

  private void readUnread(byte[] a) {
    while (unreadFrom < unreadTo && !decided) {
      take(a[unreadFrom++]);
    }
    unreadTo = unreadFrom;
  }

  /** Leaves out what stands before a place: a string, a URL or a comment. */
  void skip(int to) {
    known = to;
  }

  /** Whether the declaration at the place that was reached last is one of those. */
  boolean isTaken(byte[] a) {
    readUnread(a);
    return decided && taken;
  }

  /** The place where the declaration begins that ends here; -1 if it is the one before. */
  private int begin(byte[] a, int to) {
    for (int p = to - 1; p >= known; p--) {
      if (a[p] == ';' || a[p] == '{' || a[p] == '}') {
        return p + 1;
      }
    }
    return -1;
  }

  private void take(byte b) {
    if (b == ':') {
      decided = true;
      taken = length > 0 && isTakenFrom();
    } else if (Scan.is(b, Scan.SPACE) || b == '/' || b == '*') {
      fresh = true;
    } else {
      if (fresh) {
        fresh = false;
        length = 0;
        escaped = false;
      }
      escaped |= b == '\\';
      if (length < LONGEST) {
        name[length] = (byte) Scan.lowerCase(b);
      }
      length = Math.min(length + 1, LONGEST);
    }
  }

  private boolean isTakenFrom() {
    return escaped
        || (length > 1 && name[0] == '-' && name[1] == '-')
        || Scan.isAnyIgnoringCase(name, 0, length, TAKEN);
  }
}
