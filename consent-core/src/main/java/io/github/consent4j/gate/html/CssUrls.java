package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/**
 * Finds the URLs that a style sheet loads: {@code url()}, {@code src()}, and the strings of {@code
 * @import}, of {@code image-set()} and of custom properties. Comments, strings and escapes are read
 * as CSS Syntax Level 3 defines them. The pieces of the style sheet may be cut anywhere.
 */
final class CssUrls implements CssEscape.Target {

  private static final int LONGEST_NAME = 24;

  private static final byte[] URL = Scan.ascii("url");
  private static final byte[] SRC = Scan.ascii("src");
  private static final byte[] IMAGE_SET = Scan.ascii("image-set");
  private static final byte[] WEBKIT_IMAGE_SET = Scan.ascii("-webkit-image-set");
  private static final byte[] IMPORT = Scan.ascii("import");

  /** The bytes that have a meaning between values. */
  private static final boolean[] STOPS = new boolean[256];

  /** The bytes that names consist of. */
  private static final boolean[] NAME = new boolean[256];

  static {
    for (char c : "\"'/\\@(".toCharArray()) {
      STOPS[c] = true;
    }
    for (int c = 0; c < 256; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      NAME[c] = letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c >= 0x80;
    }
  }

  private enum State {
    TOP,
    /** In a name that contains an escape, or behind an {@code @}. */
    NAME,
    SLASH,
    COMMENT,
    COMMENT_STAR,
    STRING,
    /** Behind {@code url(}. */
    BEFORE_URL,
    /** Behind {@code @import}. */
    AFTER_IMPORT,
    UNQUOTED_URL,
    QUOTED_URL
  }

  /** The last name, or the beginning of it. */
  private final ByteArrayBuilder name;

  private final CssUrlText url;
  private final CssDeclaration declaration = new CssDeclaration();
  private final CssEscape escape = new CssEscape(this);
  private State state = State.TOP;
  private State afterComment = State.TOP;
  private byte quote;
  private boolean atKeyword;
  private boolean escapedInString;

  /** The number of open parentheses within an {@code image-set()}. */
  private int imageSet;

  /** True if the next URL is that of an {@code @import}. */
  private boolean importing;

  CssUrls(CssUrlText.Listener listener, ArrayPool arrays) {
    name = new ByteArrayBuilder(arrays);
    url = new CssUrlText(listener, arrays);
  }

  /** Begins a style sheet. */
  void start() {
    state = State.TOP;
    name.clear();
    imageSet = 0;
    importing = false;
    escapedInString = false;
    escape.start();
    url.clear();
    declaration.start();
  }

  void read(byte[] a, int from, int to) throws IOException {
    int p = from;
    declaration.read(from);
    while (p < to) {
      if (state == State.TOP) {
        p = top(a, p, to);
        continue;
      }
      boolean named = state == State.NAME;
      int next = step(a, p, to);
      if (named && state != State.TOP && state != State.NAME) {
        declaration.advance(a, p);
      } else if (!named && state == State.TOP) {
        declaration.skip(next);
      }
      p = next;
    }
    if (state == State.TOP || state == State.NAME) {
      declaration.advance(a, to);
    }
    declaration.endPiece(a);
  }

  /** Ends the style sheet, and whatever is still open in it. */
  void end() throws IOException {
    if (state == State.UNQUOTED_URL || state == State.QUOTED_URL) {
      escape.finish();
      url.end();
    }
    start();
  }

  private int top(byte[] a, int from, int to) {
    int start = from;
    int p = from;
    while ((p = findStop(a, p, to)) < to) {
      if (a[p] == '(' && p > start && imageSet == 0 && !mayEndName(a[p - 1])) {
        start = ++p;
        name.clear();
        continue;
      }
      if (a[p] == '@') {
        int end = p + 1;
        while (end < to && NAME[a[end] & 0xff]) {
          end++;
        }
        if (end < to && a[end] != '\\' && !Scan.isIgnoringCase(a, p + 1, end, IMPORT)) {
          p = end;
          start = end;
          name.clear();
          continue;
        }
      }
      if (a[p] == '(' || a[p] == '\\') {
        keepName(a, start, p);
      }
      int next = stop(a, p);
      if (state != State.TOP) {
        if (state != State.NAME) {
          declaration.advance(a, p);
        }
        return next;
      }
      p = next;
      start = next;
      name.clear();
    }
    keepName(a, start, p);
    return p;
  }

  /** Returns the next place that has a meaning between values, or within {@code image-set()}. */
  private int findStop(byte[] a, int from, int to) {
    int p = from;
    while (p < to && !STOPS[a[p] & 0xff]) {
      p++;
    }
    return imageSet > 0 ? Scan.find(a, from, p, ')') : p;
  }

  /** Returns whether one of the searched names may end with a letter: url, src, image-set. */
  private static boolean mayEndName(byte b) {
    int lower = b | 32;
    return lower == 'l' || lower == 'c' || lower == 't';
  }

  /**
   * Handles a byte that has a meaning between values. Returns the place where reading continues.
   */
  private int stop(byte[] a, int p) {
    switch (a[p]) {
      case '(' -> openParenthesis();
      case ')' -> imageSet = Math.max(0, imageSet - 1);
      case '/' -> {
        comment(State.TOP);
        name.clear();
      }
      case '@' -> {
        state = State.NAME;
        atKeyword = true;
        name.clear();
      }
      case '\\' -> {
        state = State.NAME;
        atKeyword = false;
        return p;
      }
      default -> {
        quote = a[p];
        name.clear();
        declaration.advance(a, p);
        if (imageSet > 0 || declaration.isTaken(a)) {
          beginUrl(State.QUOTED_URL);
        } else {
          state = State.STRING;
        }
      }
    }
    return p + 1;
  }

  /** Keeps the name that ends at a place, with its beginning from the previous piece. */
  private void keepName(byte[] a, int from, int to) {
    int p = to;
    while (p > from && to - p <= LONGEST_NAME && NAME[a[p - 1] & 0xff]) {
      p--;
    }
    if (p > from) {
      name.clear();
    }
    while (p < to) {
      addToName(a[p++]);
    }
  }

  private void addToName(byte b) {
    if (name.length < LONGEST_NAME) {
      name.append((byte) Scan.lowerCase(b));
    }
  }

  private boolean isName(byte[] wanted) {
    return Scan.isIgnoringCase(name.array, 0, name.length, wanted);
  }

  private void openParenthesis() {
    if (isName(URL) || isName(SRC)) {
      state = State.BEFORE_URL;
    } else if (isName(IMAGE_SET) || isName(WEBKIT_IMAGE_SET) || imageSet > 0) {
      imageSet++;
      state = State.TOP;
    } else {
      state = State.TOP;
    }
    name.clear();
  }

  private void comment(State next) {
    state = State.SLASH;
    afterComment = next;
  }

  private int step(byte[] a, int p, int to) throws IOException {
    byte b = a[p];
    switch (state) {
      case NAME -> {
        return name(b, p);
      }
      case SLASH -> {
        state = b == '*' ? State.COMMENT : afterComment;
        return b == '*' ? p + 1 : p;
      }
      case COMMENT -> {
        int star = Scan.find(a, p, to, '*');
        state = star < to ? State.COMMENT_STAR : State.COMMENT;
        return Math.min(star + 1, to);
      }
      case COMMENT_STAR -> {
        state = b == '/' ? afterComment : b == '*' ? State.COMMENT_STAR : State.COMMENT;
        return p + 1;
      }
      case STRING -> {
        return string(a, p, to);
      }
      case BEFORE_URL, AFTER_IMPORT -> {
        return beforeUrl(b, p);
      }
      default -> {
        return url(a, p, to);
      }
    }
  }

  private int name(byte b, int p) throws IOException {
    if (escape.take(b)) {
      return p + 1;
    }
    if (NAME[b & 0xff]) {
      addToName(b);
      return p + 1;
    }
    state = State.TOP;
    if (atKeyword && isName(IMPORT)) {
      state = State.AFTER_IMPORT;
      importing = true;
    } else if (!atKeyword && b == '(') {
      openParenthesis();
      return p + 1;
    }
    name.clear();
    return p;
  }

  private int string(byte[] a, int from, int to) {
    int p = from;
    if (escapedInString) {
      escapedInString = false;
      p++;
    }
    while (p < to) {
      p = Scan.findOrEscape(a, p, to, quote);
      if (p == to) {
        break;
      }
      byte b = a[p++];
      if (b == '\\') {
        escapedInString = p == to;
        p = Math.min(p + 1, to);
      } else if (b == quote || b == '\n' || b == '\r' || b == '\f') {
        state = State.TOP;
        return p;
      }
    }
    return to;
  }

  private int beforeUrl(byte b, int p) {
    if (Scan.is(b, Scan.SPACE)) {
      return p + 1;
    }
    if (b == '"' || b == '\'') {
      quote = b;
      beginUrl(State.QUOTED_URL);
      return p + 1;
    }
    if (state == State.AFTER_IMPORT) {
      if (b == '/') {
        comment(State.AFTER_IMPORT);
        return p + 1;
      }
      state = State.TOP;
      return p;
    }
    if (b == ')') {
      state = State.TOP;
      return p + 1;
    }
    beginUrl(State.UNQUOTED_URL);
    return p;
  }

  private void beginUrl(State next) {
    state = next;
    url.begin(importing);
    importing = false;
  }

  private int url(byte[] a, int from, int to) throws IOException {
    url.reach(from);
    int p = from;
    if (!escape.isReading()) {
      p = Scan.findOrEscape(a, p, to, state == State.QUOTED_URL ? quote : ')');
      url.add(a, from, p);
      if (p == to) {
        return p;
      }
    }
    byte b = a[p];
    if (escape.take(b)) {
      return p + 1;
    }
    boolean quoted = state == State.QUOTED_URL;
    if (quoted ? b == quote || b == '\n' || b == '\r' || b == '\f' : b == ')') {
      url.end();
      state = State.TOP;
      name.clear();
      return p + 1;
    }
    url.add(b);
    return p + 1;
  }

  @Override
  public void add(byte b) {
    if (state == State.NAME) {
      addToName(b);
    } else {
      url.addEscaped(b);
    }
  }

  /** Returns the memory. */
  void close() {
    name.close();
    url.close();
  }
}
