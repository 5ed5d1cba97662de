package io.github.consent4j.gate.url;

import io.github.consent4j.gate.bytes.Scan;

/**
 * A URL in one of the spellings that nearly all URLs in pages have, read without allocation. Any
 * other spelling is left to {@link WebUrl}. Not thread-safe; one object reads one URL after
 * another.
 */
public final class CommonUrl {

  /** The kind of a URL. */
  public enum Kind {
    /** It is on the host that it names. */
    ABSOLUTE,
    /** It is on the host of the document's base. */
    RELATIVE,
    /** Nothing is fetched over the network. */
    NOWHERE,
    /** The spelling is not common, so that the kind is unknown here. */
    UNUSUAL
  }

  private static final byte[][] STARTS = {
    Scan.ascii("https://"), Scan.ascii("http://"), {'/', '/'}
  };

  private static final byte[][] NOWHERE_STARTS = {
    Scan.ascii("data:"), Scan.ascii("about:"), Scan.ascii("javascript:"), Scan.ascii("blob:")
  };

  private static final byte[] CLASSES = new byte[256];
  private static final int HOST = 1;

  /** The characters of a first path segment. */
  private static final int SEGMENT = 2;

  /** The characters of a path that have no special meaning. */
  private static final int PATH = 4;

  private static final int END_OF_PATH = 8;
  private static final int PORT_DIGITS = 4;

  static {
    for (int c = '!'; c < 0x7f; c++) {
      boolean lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
      boolean upper = (c >= 'A' && c <= 'Z') || "~,+".indexOf(c) >= 0;
      boolean odd = "\\%&\"<>`?#".indexOf(c) >= 0;
      CLASSES[c] = (byte) ((lower ? HOST : 0) | (lower || upper ? SEGMENT : 0) | (odd ? 0 : PATH));
    }
    CLASSES['?'] = END_OF_PATH;
    CLASSES['#'] = END_OF_PATH;
  }

  public int hostFrom;
  public int hostTo;

  /**
   * The start of the last segment of the path, set by {@link #readFileName}; its end is {@link
   * #nameTo}.
   */
  public int nameFrom;

  public int nameTo;

  /** The start of the path; its end is {@link #pathTo}, set by {@link #readPath}. */
  public int pathFrom;

  public int pathTo;

  private int end;

  private static boolean is(byte b, int classes) {
    return (CLASSES[b & 0xff] & classes) != 0;
  }

  /** Reads the value of an attribute or of a CSS {@code url()} that contains no escapes. */
  public Kind read(byte[] a, int valueFrom, int valueTo) {
    int from = valueFrom;
    int to = valueTo;
    while (from < to && a[from] >= 0 && a[from] <= ' ') {
      from++;
    }
    while (from < to && a[to - 1] >= 0 && a[to - 1] <= ' ') {
      to--;
    }
    end = to;
    for (byte[] start : STARTS) {
      if (startsWith(a, from, to, start)) {
        return readHost(a, from + start.length, to);
      }
    }
    pathFrom = from;
    return isRelative(a, from, to) ? Kind.RELATIVE : withoutHost(a, from, to);
  }

  private Kind readHost(byte[] a, int from, int to) {
    int p = from;
    while (p < to && is(a[p], HOST)) {
      p++;
    }
    // A host whose last character is no letter may be a number.
    if (p == from || a[p - 1] < 'a') {
      return Kind.UNUSUAL;
    }
    hostFrom = from;
    hostTo = p;
    if (p < to && a[p] == ':') {
      int digits = ++p;
      while (p < to && p - digits < PORT_DIGITS && a[p] >= '0' && a[p] <= '9') {
        p++;
      }
    }
    pathFrom = p;
    return p == to || a[p] == '/' || is(a[p], END_OF_PATH) ? Kind.ABSOLUTE : Kind.UNUSUAL;
  }

  private static boolean isRelative(byte[] a, int from, int to) {
    int p = from;
    boolean rooted = p < to && a[p] == '/';
    if (rooted) {
      p++;
      return p == to || is(a[p], SEGMENT | END_OF_PATH);
    }
    while (p < to && is(a[p], SEGMENT)) {
      p++;
    }
    return p == to || (p > from && a[p] == '/') || is(a[p], END_OF_PATH);
  }

  private static Kind withoutHost(byte[] a, int from, int to) {
    for (byte[] start : NOWHERE_STARTS) {
      if (startsWith(a, from, to, start)) {
        return Kind.NOWHERE;
      }
    }
    return Kind.UNUSUAL;
  }

  /** Finds the last segment of the path. Returns false if it is not spelled in a common way. */
  public boolean readFileName(byte[] a) {
    nameFrom = pathFrom;
    int p = pathFrom;
    while (p < end && !is(a[p], END_OF_PATH)) {
      if (!is(a[p], PATH)) {
        return false;
      }
      if (a[p++] == '/') {
        nameFrom = p;
      }
    }
    nameTo = p;
    return nameFrom == p || a[nameFrom] != '.';
  }

  /** Finds the path. Returns false if browsers send it in another spelling. */
  public boolean readPath(byte[] a) {
    int p = pathFrom;
    while (p < end && !is(a[p], END_OF_PATH)) {
      boolean dots = a[p] == '.' && a[p - 1] == '/';
      if (dots || !is(a[p], PATH)) {
        return false;
      }
      p++;
    }
    pathTo = p;
    return true;
  }

  /** Returns whether a URL has a scheme and is already spelled as browsers spell it. */
  public boolean isWritten(byte[] a, int from, int to) {
    if (from == to
        || a[from] != 'h'
        || read(a, from, to) != Kind.ABSOLUTE
        || !readPath(a)
        || pathTo == pathFrom) {
      return false;
    }
    for (int p = pathTo; p < to; p++) {
      boolean rest = is(a[p], PATH | END_OF_PATH) || a[p] == '&' || a[p] == '%';
      if (!rest) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] a, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (a[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
