package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/**
 * Skips start tags of elements that are not watched. It reads their attributes only as far as is
 * necessary to find their ends.
 */
final class TagSkip {

  /** The bytes end before the tag ends. */
  static final int CUT = -1;

  /** An attribute concerns the handler. */
  static final int CONCERNS_HANDLER = -2;

  /** {@code ="} as it appears in a word. */
  private static final int QUOTED = '"' << 8 | '=';

  private final TagHandler handler;

  TagSkip(TagHandler handler) {
    this.handler = handler;
  }

  /**
   * Skips text, and simple tags that do not concern the handler.
   *
   * @return the place of the first {@code <} that must be examined; {@code to} if there is none
   */
  int over(byte[] a, int from, int to) {
    int lt = Scan.find(a, from, to, '<');
    while (lt + Long.BYTES < to) {
      int end = behind(a, lt + 1, to);
      if (end < 0) {
        return lt;
      }
      lt = Scan.find(a, end, to, '<');
    }
    return lt;
  }

  private int behind(byte[] a, int name, int to) {
    if (a[name] == '/') {
      return Scan.is(a[name + 1], Scan.LETTER) ? Scan.skipShortEndTag(a, name + 1, to) : CUT;
    }
    long word = Scan.word(a, name);
    long ends = Scan.tagNameEnds(word);
    int nameEnd = name + Scan.firstMark(ends);
    if (ends == 0 || !Scan.is(a[name], Scan.LETTER) || !Scan.is(a[nameEnd], Scan.TAG_NAME_END)) {
      return CUT;
    }
    long hash = NameHash.ofWord(word, ends);
    return Element.isWatched(hash) ? CUT : skip(a, nameEnd, to, handler.firstLetters(hash));
  }

  /**
   * Skips a tag.
   *
   * @param nameEnd where its name ends
   * @param letters the first letters of the attributes that may concern the handler; negative if
   *     the element does
   * @return the place behind it, {@link #CUT} or {@link #CONCERNS_HANDLER}
   */
  int skip(byte[] a, int nameEnd, int to, int letters) {
    if (letters < 0) {
      return CONCERNS_HANDLER;
    }
    int p = nameEnd;
    while (p >= 0 && p < to) {
      if (a[p] == '>') {
        return p + 1;
      }
      if (a[p] != ' ' || p + 9 > to) {
        p = skipAttribute(a, p, to, letters);
        continue;
      }
      int name = p + 1;
      long word = Scan.word(a, name);
      int length = Scan.firstMark(Scan.attributeNameEnds(word));
      if (length > 0 && length < 7 && (word >>> (8 * length) & 0xffff) == QUOTED) {
        int value = name + length + 2;
        p = Scan.find(a, value, to, '"');
        if ((letters >>> (word & 31) & 1) != 0
            && p < to
            && handler.concerns(a, name, name + length, value, p)) {
          return CONCERNS_HANDLER;
        }
        p++;
        continue;
      }
      int nameTo = name + length;
      while (nameTo < to && !Scan.is(a[nameTo], Scan.ATTRIBUTE_NAME_END)) {
        nameTo++;
      }
      if (nameTo == name || nameTo + 1 >= to || a[nameTo] != '=' || !isQuote(a[nameTo + 1])) {
        p = skipAttribute(a, p, to, letters);
        continue;
      }
      int value = nameTo + 2;
      p = Scan.find(a, value, to, a[nameTo + 1]);
      if ((letters >>> (a[name] & 31) & 1) != 0
          && p < to
          && handler.concerns(a, name, nameTo, value, p)) {
        return CONCERNS_HANDLER;
      }
      p++;
    }
    return p < 0 ? p : CUT;
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'';
  }

  /** Skips one attribute, or what stands before it, in any spelling. */
  private int skipAttribute(byte[] a, int from, int to, int letters) {
    int p = from;
    while (p < to && Scan.is(a[p], Scan.SPACE_OR_SLASH)) {
      p++;
    }
    if (p == to || a[p] == '>') {
      return p;
    }
    int name = p++;
    while (p < to && !Scan.is(a[p], Scan.ATTRIBUTE_NAME_END)) {
      p++;
    }
    int nameTo = p;
    p = Scan.skipSpace(a, p, to);
    if (p < to && a[p] == '=') {
      p = Scan.skipSpace(a, p + 1, to);
      int value = p;
      p = skipValue(a, p, to);
      if ((letters >>> (a[name] & 31) & 1) != 0
          && p < to
          && handler.concerns(a, name, nameTo, value, p)) {
        return CONCERNS_HANDLER;
      }
    } else if ((letters >>> (a[name] & 31) & 1) != 0
        && p < to
        && handler.concerns(a, name, nameTo, nameTo, nameTo)) {
      return CONCERNS_HANDLER;
    }
    return p;
  }

  private static int skipValue(byte[] a, int from, int to) {
    int p = from;
    if (p == to) {
      return p;
    }
    byte quote = a[p];
    if (quote == '"' || quote == '\'') {
      p = Scan.find(a, p + 1, to, quote);
      return Math.min(p + 1, to);
    }
    while (p < to && !Scan.is(a[p], Scan.UNQUOTED_END)) {
      p++;
    }
    return p;
  }
}
