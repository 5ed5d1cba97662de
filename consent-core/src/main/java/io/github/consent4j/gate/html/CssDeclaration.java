package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;

/**
 * Finds out whether a place in a style sheet is the value of a declaration whose value other
 * declarations use: a custom property, the initial value of one, or the result of a function. A
 * string in such a value may become a URL. Only declarations that contain a string are read.
 */
final class CssDeclaration {

  private static final byte[][] TAKEN = {Scan.ascii("initial-value"), Scan.ascii("result")};

  private static final int LONGEST = 16;

  private final byte[] name = new byte[LONGEST];
  private int length;

  /** True if the next letter begins a name. */
  private boolean fresh = true;

  /** True if the name contains an escape. */
  private boolean escaped;

  private boolean decided;
  private boolean taken;

  /** The place up to which the current piece was handled. */
  private int known;

  /**
   * The part of the declaration that was passed but not read. It is read only if a string follows
   * or the piece ends.
   */
  private int unreadFrom;

  private int unreadTo;

  /** Begins a style sheet. */
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

  /** Begins another piece of the style sheet. */
  void read(int from) {
    known = from;
  }

  /** Handles the current piece up to a place. */
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

  /** Ends the current piece. */
  void endPiece(byte[] a) {
    readUnread(a);
  }

  private void readUnread(byte[] a) {
    while (unreadFrom < unreadTo && !decided) {
      take(a[unreadFrom++]);
    }
    unreadTo = unreadFrom;
  }

  /** Skips a string, a URL or a comment, which ends at this place. */
  void skip(int to) {
    known = to;
  }

  /**
   * Returns whether the value of the current declaration, at the place that was reached last, is
   * used by other declarations.
   */
  boolean isTaken(byte[] a) {
    readUnread(a);
    return decided && taken;
  }

  /**
   * Returns the place where the declaration begins that contains this place; -1 if it began before
   * what is known already.
   */
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
