package io.github.consent4j.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds tags in a stream of bytes exactly where a browser finds them. The states are those of the
 * HTML standard's chapter "Tokenization", as far as they differ in what they take for a tag. Holds
 * nothing but a tag that is cut by the end of a piece, and a few bytes that cannot be told apart
 * yet.
 */
final class HtmlTokenizer {

  /** States between tags; inside a tag it is {@link TagEnd} that knows. */
  enum State {
    DATA,
    RCDATA,
    RAWTEXT,
    SCRIPT_DATA,
    SCRIPT_DATA_ESCAPED,
    SCRIPT_DATA_DOUBLE_ESCAPED,
    PLAINTEXT,
    TAG,
    /** In an attribute, or an end tag, that is too long to be kept. */
    LONG_TAG,
    COMMENT_START,
    COMMENT,
    BOGUS_COMMENT,
    CDATA_SECTION,
    /** In XML only: ends with {@code ?>}. */
    PROCESSING_INSTRUCTION,
    XML_DOCTYPE
  }

  /** More of a tag is not kept: it is handed over in parts. */
  static final int MAXIMUM_TAG = 64 * 1024;

  /** What is read at a time together with what was left over. */
  private static final int JOIN = 256;

  private static final byte[] CDATA_START = Scan.ascii("[cdata[");
  private static final byte[] DOCTYPE = Scan.ascii("doctype");
  private static final byte[] SCRIPT = Scan.ascii("script");
  private static final byte[] NOSCRIPT = Scan.ascii("noscript");
  private static final byte[] DASHES = Scan.ascii("--");

  private static final byte[] ESCAPED_LESS_THAN = {'&', 'l', 't', ';'};

  private final TagHandler handler;
  private final Output out;
  private final DocumentStart start;
  private final Syntax syntax;
  private final ForeignContent foreign = new ForeignContent();
  private final Tag tag;
  private final SpareArrays spares;
  private final TagEnd tagEnd = new TagEnd();
  private final HeldBytes cutTag;
  private final HeldBytes left;

  private State state = State.DATA;

  /** Name of the end tag that ends the text which is being read. */
  private byte[] textEnd = {};

  private boolean textWanted;
  private boolean inNoscript;
  private int noscriptDepth;

  /** Hash of the name of the tag that is handed over in parts. */
  private long partName;

  private boolean partIsHtml;

  /** Where in the current piece the bytes begin that have not been looked at in any array. */
  private int next;

  private int cutTagLength;

  /** How many bytes have been looked at, counting again those that were looked at again. */
  private long steps;

  private boolean starting;

  /** What the document is written in. */
  enum Syntax {
    /** HTML, with what the parser of a browser teaches its tokenizer. */
    HTML,
    /** HTML without that, and every tag is handed over: as tokenizer tests want it. */
    HTML_TOKENS,
    /** XML, in which names of elements tell the tokenizer nothing. */
    XML
  }

  HtmlTokenizer(TagHandler handler, Output out, DocumentStart start, Syntax syntax) {
    this(handler, out, start, syntax, new SpareArrays());
  }

  HtmlTokenizer(
      TagHandler handler, Output out, DocumentStart start, Syntax syntax, SpareArrays spares) {
    this.spares = spares;
    tag = spares.takeTag();
    cutTag = new HeldBytes(spares);
    left = new HeldBytes(spares);
    this.handler = handler;
    this.out = out;
    this.start = start;
    this.syntax = syntax;
    starting = start.isStarting();
  }

  /** Starts in the midst of a text. */
  void startIn(State first, String lastStartTag) {
    state = first;
    textEnd = Scan.ascii(lastStartTag);
  }

  /** Reads the next piece. */
  void write(byte[] bytes, int from, int to) throws IOException {
    int p = from;
    while (p < to) {
      next = p;
      if (left.length == 0) {
        int q = read(bytes, p, to);
        left.append(bytes, q, to);
        return;
      }
      int n = Math.min(JOIN, to - p);
      left.append(bytes, p, p + n);
      p += n;
      next = p;
      byte[] joined = left.array;
      int length = left.length;
      left.length = 0;
      int q = read(joined, 0, length);
      keep(joined, q, length);
    }
  }

  private void keep(byte[] joined, int from, int to) {
    System.arraycopy(joined, from, left.array, 0, to - from);
    left.length = to - from;
  }

  /** Ends the document. What is left over is no tag. */
  void finish() throws IOException {
    if (state == State.TAG) {
      out.read(cutTag.array, 0);
      out.passTo(cutTag.length);
      cutTag.clear();
    }
    int length = left.length;
    out.read(left.array, 0);
    if (state == State.DATA && length > 0) {
      start.text(0, out);
    }
    if (textWanted) {
      handler.text(left.array, 0, length, out);
      endText();
    }
    out.passTo(length);
    start.end(length, out);
    cutTag.close();
    left.close();
    out.close();
    spares.giveBack(tag);
  }

  long steps() {
    return steps;
  }

  /** How many bytes are kept between two pieces, or could be without asking for more memory. */
  int retained() {
    return cutTag.array.length + left.array.length + out.retained();
  }

  /** Passes unread what is left of a piece in which reading has failed. */
  void passRest(byte[] bytes, int to) throws IOException {
    out.release();
    if (out.isReading(bytes)) {
      out.passTo(to);
      return;
    }
    out.passTo(out.isReading(cutTag.array) ? cutTagLength : left.length);
    out.read(bytes, next);
    out.passTo(to);
  }

  /** Gives up what is held, and closes what is open. */
  void withhold() throws IOException {
    boolean scriptHeld = out.isHolding() && state != State.RAWTEXT;
    out.discard();
    String closing =
        switch (state) {
          case COMMENT_START, COMMENT -> "-->";
          case BOGUS_COMMENT, XML_DOCTYPE -> ">";
          case CDATA_SECTION -> "]]>";
          case PROCESSING_INSTRUCTION -> "?>";
          case LONG_TAG -> "\"'>";
          case DATA, TAG, PLAINTEXT -> "";
          default -> scriptHeld ? "" : "</" + new String(textEnd, StandardCharsets.US_ASCII) + ">";
        };
    out.insertAtEnd(Scan.ascii(inNoscript ? closing + "</noscript>" : closing));
  }

  /** Reads an array as far as it can be told what it means, and returns how far that was. */
  private int read(byte[] a, int from, int to) throws IOException {
    out.read(a, from);
    int p = from;
    int limit = to;
    boolean windowed = false;
    while (p < to) {
      if (windowed != inNoscript) {
        windowed = inNoscript;
        limit = windowed ? noscriptEnd(a, p, to) : to;
        steps += windowed ? limit - p : 0;
      }
      State was = state;
      int q = p < limit ? readState(a, p, limit) : p;
      steps += q - p;
      boolean stuck = q == p && state == was;
      if (windowed && (stuck || q == limit) && isNoscriptEnd(a, limit, to)) {
        leaveNoscript(a, q, limit);
        q = limit;
      } else if (stuck) {
        break;
      }
      p = q;
    }
    out.passTo(p);
    return p;
  }

  private int readState(byte[] a, int p, int to) throws IOException {
    return switch (state) {
      case DATA -> data(a, p, to);
      case TAG -> resumeTag(a, p, to);
      case LONG_TAG -> longTag(a, p, to);
      case RCDATA, RAWTEXT -> rawText(a, p, to);
      case SCRIPT_DATA, SCRIPT_DATA_ESCAPED, SCRIPT_DATA_DOUBLE_ESCAPED -> script(a, p, to);
      case COMMENT_START -> commentStart(a, p, to);
      case COMMENT -> comment(a, p, to);
      case BOGUS_COMMENT -> bogusComment(a, p, to);
      case CDATA_SECTION -> cdataSection(a, p, to);
      case PROCESSING_INSTRUCTION -> processingInstruction(a, p, to);
      case XML_DOCTYPE -> xmlDoctype(a, p, to);
      case PLAINTEXT -> to;
    };
  }

  // --- data

  private int data(byte[] a, int from, int to) throws IOException {
    int p = from;
    boolean within = inNoscript;
    while (p < to) {
      int lt = Scan.find(a, p, to, '<');
      if (starting && !inNoscript) {
        lookAtText(a, p, lt);
      }
      if (lt + 1 >= to) {
        return lt;
      }
      byte next = a[lt + 1];
      if (Scan.is(next, Scan.LETTER)) {
        p = startTag(a, lt, to);
      } else if (next == '/') {
        p = endTagOpen(a, lt, to);
      } else if (next == '!' || next == '?') {
        p = markupDeclaration(a, lt, to);
      } else {
        if (starting && !inNoscript) {
          textAt(lt);
        }
        p = lt + 1;
        continue;
      }
      if (state != State.DATA || p == lt || inNoscript != within) {
        return p;
      }
    }
    return p;
  }

  private void lookAtText(byte[] a, int from, int to) throws IOException {
    int p = Scan.skipSpace(a, from, to);
    if (p < to) {
      textAt(p);
    }
  }

  private void textAt(int place) throws IOException {
    start.text(place, out);
    starting = start.isStarting();
  }

  // --- tags

  private int startTag(byte[] a, int lt, int to) throws IOException {
    int p = lt + 1;
    if (p + 8 <= to) {
      long word = Scan.word(a, p);
      long ends = Scan.tagNameEnds(word);
      p += Scan.firstMark(ends);
      if (ends != 0 && Scan.is(a[p], Scan.TAG_NAME_END)) {
        return startTag(a, lt, p, to, NameHash.ofWord(word, ends));
      }
    }
    while (p < to && !Scan.is(a[p], Scan.TAG_NAME_END)) {
      p++;
    }
    return p == to ? cut(a, lt, to) : startTag(a, lt, p, to, NameHash.of(a, lt + 1, p));
  }

  private int startTag(byte[] a, int lt, int nameEnd, int to, long name) throws IOException {
    if (syntax == Syntax.XML) {
      return xmlTag(a, lt, nameEnd, to);
    }
    if (maySkipTags() && !Element.isWatched(name)) {
      int end = skip(a, nameEnd, to, handler.firstLetters(name));
      if (end > 0) {
        return end;
      }
      if (end == CUT) {
        return cut(a, lt, to);
      }
    }
    return watchedTag(a, lt, nameEnd, to, Element.of(name, a, lt + 1, nameEnd), name);
  }

  private int xmlTag(byte[] a, int lt, int nameEnd, int to) throws IOException {
    int colon = Scan.find(a, lt, nameEnd, ':');
    int from = colon < nameEnd ? colon + 1 : lt + 1;
    long name = NameHash.of(a, from, nameEnd);
    return watchedTag(a, lt, nameEnd, to, Element.of(name, a, from, nameEnd), name);
  }

  private boolean maySkipTags() {
    return !starting && !foreign.isOpen() && syntax != Syntax.HTML_TOKENS;
  }

  /** {@code ="} as they stand in a word. */
  private static final int QUOTED = '"' << 8 | '=';

  private static final int CUT = -1;
  private static final int CONCERNS_HANDLER = -2;

  /** Goes behind a tag, unless it is cut or has an attribute that concerns the handler. */
  private int skip(byte[] a, int nameEnd, int to, int letters) {
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
      if (length > 0 && length < 7 && (word >>> 8 * length & 0xffff) == QUOTED) {
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

  /** Goes behind one attribute, or what stands before it, in whatever way it is written. */
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

  private int watchedTag(byte[] a, int lt, int nameEnd, int to, Element element, long name)
      throws IOException {
    int end = tag.read(a, lt, nameEnd, to);
    if (end < 0) {
      return cut(a, lt, to);
    }
    tag.element = element;
    boolean html = syntax != Syntax.HTML || foreign.startTag(element, name, tag);
    if (starting && !inNoscript) {
      start.beforeStartTag(element, lt, out);
    }
    boolean wanted = handler.startTag(tag, html, out);
    if (html && !inNoscript) {
      start.afterStartTag(element, end, out);
      starting = start.isStarting();
    }
    if (html) {
      enter(element, wanted);
    }
    return end;
  }

  /** Switches to the state in which the contents of an element are read. */
  private void enter(Element element, boolean wanted) throws IOException {
    if (syntax != Syntax.HTML) {
      enterXml(element, wanted);
      return;
    }
    if (start.isFrameset() && element != Element.NOFRAMES) {
      if (wanted) {
        handler.textEnd(out);
      }
      return;
    }
    switch (element.content) {
      case RCDATA -> state = State.RCDATA;
      case RAWTEXT -> state = State.RAWTEXT;
      case SCRIPT_DATA -> state = State.SCRIPT_DATA;
      case PLAINTEXT -> state = State.PLAINTEXT;
      case MARKUP -> {
        if (element == Element.NOSCRIPT && !inNoscript) {
          inNoscript = true;
          noscriptDepth = foreign.depth();
        }
        return;
      }
    }
    textEnd = element.lowerBytes;
    textWanted = wanted;
  }

  /** In XML, only scripts and style sheets are read as text, and that for their contents' sake. */
  private void enterXml(Element element, boolean wanted) throws IOException {
    if (syntax == Syntax.XML && (element == Element.SCRIPT || element == Element.STYLE)) {
      textWanted = wanted;
      if (tag.selfClosing) {
        endText();
        return;
      }
      int length = tag.continued ? 0 : tag.nameEnd - tag.start - 1;
      textEnd =
          length == 0 ? element.lowerBytes : Scan.ascii(name(tag.bytes, tag.start + 1, length));
      state = State.RAWTEXT;
    }
  }

  private static String name(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private int endTagOpen(byte[] a, int lt, int to) throws IOException {
    int p = lt + 2;
    if (p == to) {
      return lt;
    }
    if (a[p] == '>') {
      return p + 1;
    }
    if (!Scan.is(a[p], Scan.LETTER)) {
      state = State.BOGUS_COMMENT;
      return p;
    }
    if (!starting && !foreign.isOpen()) {
      return plainEndTag(a, lt, to);
    }
    return endTag(a, lt, to);
  }

  private int plainEndTag(byte[] a, int lt, int to) throws IOException {
    int shortEnd = Scan.skipShortEndTag(a, lt + 2, to);
    if (shortEnd > 0) {
      return shortEnd;
    }
    int p = lt + 3;
    while (p < to && !Scan.is(a[p], Scan.TAG_NAME_END)) {
      p++;
    }
    if (p < to && a[p] == '>') {
      return p + 1;
    }
    int end = p < to ? tag.read(a, lt, p, to) : CUT;
    return end < 0 ? cut(a, lt, to) : end;
  }

  private int endTag(byte[] a, int lt, int to) throws IOException {
    int p = lt + 2;
    while (p < to && !Scan.is(a[p], Scan.TAG_NAME_END)) {
      p++;
    }
    long name = NameHash.of(a, lt + 2, p);
    int end = p < to ? tag.read(a, lt, p, to) : CUT;
    if (end < 0) {
      return cut(a, lt, to);
    }
    Element element = Element.of(name, a, lt + 2, p);
    foreign.endTag(element, name);
    if (starting && !inNoscript) {
      start.endTag(element, lt, out);
      starting = start.isStarting();
    }
    return end;
  }

  /** Keeps a tag that is cut by the end of the piece. */
  private int cut(byte[] a, int lt, int to) throws IOException {
    out.passTo(lt);
    out.dropTo(to);
    cutTag.append(a, lt, to);
    tag.unfinished = false;
    state = State.TAG;
    tagEnd.start();
    tagEnd.advance(a, a[lt + 1] == '/' ? lt + 2 : lt + 1, to);
    return to;
  }

  private int resumeTag(byte[] a, int from, int to) throws IOException {
    int end = tagEnd.advance(a, from, to);
    cutTag.append(a, from, end);
    out.dropTo(end);
    next = left.array == a ? next : end;
    if (tagEnd.isFound()) {
      completeTag();
      out.read(a, end);
    } else if (cutTag.length > MAXIMUM_TAG) {
      handPartOver();
      out.read(a, end);
    }
    return end;
  }

  private void completeTag() throws IOException {
    byte[] whole = cutTag.array;
    int length = cutTag.length;
    steps += length;
    cutTagLength = length;
    cutTag.clear();
    state = State.DATA;
    out.read(whole, 0);
    if (tag.unfinished) {
      tag.unfinished = false;
      tag.continued = true;
      tag.read(whole, 0, 0, length);
      handler.startTag(tag, partIsHtml, out);
      tag.continued = false;
      endLongTag(length);
    } else {
      data(whole, 0, length);
    }
    out.passTo(length);
  }

  // --- tags in parts

  /** Hands over what has been kept of a tag that is too long to be kept whole. */
  private void handPartOver() throws IOException {
    byte[] part = cutTag.array;
    int length = cutTag.length;
    steps += length;
    out.read(part, 0);
    boolean isEndTag = !tag.unfinished && part[1] == '/';
    if (isEndTag || !tag.unfinished && !readName(part, length)) {
      tag.unfinished = !isEndTag;
      tag.element = Element.OTHER;
      tag.continued = false;
      streamOn(length);
      return;
    }
    tag.continued = tag.unfinished;
    tag.unfinished = true;
    tag.read(part, 0, tag.continued ? 0 : tag.nameEnd, length);
    boolean keepsLast = tag.cutFrom > MAXIMUM_TAG / 2;
    if (keepsLast && tag.cutInValue) {
      tag.count--;
      tag.cutInValue = false;
    }
    tag.end = keepsLast ? tag.cutFrom : length;
    if (!tag.continued) {
      beginLongTag();
    }
    handler.startTag(tag, partIsHtml, out);
    if (keepsLast) {
      out.passTo(tag.cutFrom);
      keepFrom(tag.cutFrom);
    } else {
      streamOn(length);
    }
  }

  private boolean readName(byte[] part, int length) {
    int p = 1;
    while (p < length && !Scan.is(part[p], Scan.TAG_NAME_END)) {
      p++;
    }
    partName = NameHash.of(part, 1, p);
    tag.nameEnd = p;
    tag.element = Element.of(partName, part, 1, p);
    return p < length;
  }

  private void beginLongTag() throws IOException {
    partIsHtml = syntax != Syntax.HTML || foreign.startTag(tag.element, partName, tag);
    if (starting && !inNoscript) {
      start.beforeStartTag(tag.element, 0, out);
    }
  }

  private void endLongTag(int end) throws IOException {
    if (partIsHtml && !inNoscript) {
      start.afterStartTag(tag.element, end, out);
      starting = start.isStarting();
    }
    if (partIsHtml) {
      enter(tag.element, false);
    }
  }

  private void keepFrom(int from) {
    cutTag.length -= from;
    System.arraycopy(cutTag.array, from, cutTag.array, 0, cutTag.length);
  }

  private void streamOn(int length) throws IOException {
    out.passTo(length);
    cutTag.clear();
    state = State.LONG_TAG;
  }

  private int longTag(byte[] a, int from, int to) throws IOException {
    int end = tag.unfinished ? tagEnd.advanceToAttribute(a, from, to) : tagEnd.advance(a, from, to);
    out.passTo(end);
    if (tagEnd.isFound()) {
      state = State.DATA;
      if (tag.unfinished) {
        tag.unfinished = false;
        tag.continued = false;
        endLongTag(end);
      }
    } else if (tagEnd.isBetweenAttributes() && tag.unfinished) {
      state = State.TAG;
    }
    return end;
  }

  // --- comments and their like

  private int markupDeclaration(byte[] a, int lt, int to) {
    int p = lt + 2;
    if (a[lt + 1] == '?') {
      state = syntax == Syntax.XML ? State.PROCESSING_INSTRUCTION : State.BOGUS_COMMENT;
      return p;
    }
    if (p == to) {
      return lt;
    }
    if (a[p] == '-') {
      if (p + 1 == to) {
        return lt;
      }
      if (a[p + 1] != '-') {
        state = State.BOGUS_COMMENT;
        return p;
      }
      state = syntax == Syntax.XML ? State.COMMENT : State.COMMENT_START;
      return p + 2;
    }
    if (a[p] == '[' && (foreign.isForeign() || syntax == Syntax.XML)) {
      int same = Scan.matching(a, p, to, CDATA_START);
      if (p + same == to && same < CDATA_START.length) {
        return lt;
      }
      if (same == CDATA_START.length && isUpperCaseCdata(a, p)) {
        state = State.CDATA_SECTION;
        return p + same;
      }
    } else if (starting && (a[p] | 32) == 'd') {
      int same = Scan.matching(a, p, to, DOCTYPE);
      if (p + same == to && same < DOCTYPE.length) {
        return lt;
      }
      if (same == DOCTYPE.length && !inNoscript) {
        start.doctype();
      }
    }
    state = syntax == Syntax.XML ? State.XML_DOCTYPE : State.BOGUS_COMMENT;
    return p;
  }

  private static boolean isUpperCaseCdata(byte[] a, int bracket) {
    return a[bracket + 1] == 'C'
        && a[bracket + 2] == 'D'
        && a[bracket + 3] == 'A'
        && a[bracket + 4] == 'T'
        && a[bracket + 5] == 'A';
  }

  private int bogusComment(byte[] a, int from, int to) {
    int gt = Scan.find(a, from, to, '>');
    if (gt == to) {
      return to;
    }
    state = State.DATA;
    return gt + 1;
  }

  /** Right behind {@code <!--}, where {@code >} and {@code ->} end the comment at once. */
  private int commentStart(byte[] a, int from, int to) {
    if (a[from] == '-' && from + 1 == to) {
      return from;
    }
    if (a[from] == '>') {
      state = State.DATA;
      return from + 1;
    }
    if (a[from] == '-' && a[from + 1] == '>') {
      state = State.DATA;
      return from + 2;
    }
    state = State.COMMENT;
    return comment(a, from, to);
  }

  private int comment(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int gt = Scan.find(a, p, to, '>');
      if (gt == to) {
        return beforeTrailing(a, from, to);
      }
      boolean bang = syntax != Syntax.XML && gt - 1 >= from && a[gt - 1] == '!';
      int dash = bang ? gt - 2 : gt - 1;
      if (dash - 1 >= from && a[dash] == '-' && a[dash - 1] == '-') {
        state = State.DATA;
        return gt + 1;
      }
      p = gt + 1;
    }
  }

  /** The place before what, at the end of a piece, may become the end of a comment. */
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

  private int cdataSection(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int gt = Scan.find(a, p, to, '>');
      if (gt == to) {
        int end = to;
        while (end > from && to - end < 2 && a[end - 1] == ']') {
          end--;
        }
        return end;
      }
      if (gt - 2 >= from && a[gt - 1] == ']' && a[gt - 2] == ']') {
        state = State.DATA;
        return gt + 1;
      }
      p = gt + 1;
    }
  }

  private int processingInstruction(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int gt = Scan.find(a, p, to, '>');
      if (gt == to) {
        return a[to - 1] == '?' ? to - 1 : to;
      }
      if (gt > from && a[gt - 1] == '?') {
        state = State.DATA;
        return gt + 1;
      }
      p = gt + 1;
    }
  }

  /** Entities that a document declares for itself could hide anything. */
  private int xmlDoctype(byte[] a, int from, int to) {
    for (int p = from; p < to; p++) {
      if (a[p] == '[') {
        throw new UnreadableDocumentException("the doctype declares entities");
      }
      if (a[p] == '>') {
        state = State.DATA;
        return p + 1;
      }
    }
    return to;
  }

  // --- text

  private int rawText(byte[] a, int from, int to) throws IOException {
    int p = from;
    while (true) {
      int lt = Scan.findFar(a, p, to, '<');
      if (lt == to || isCutEndTag(a, lt, to)) {
        return text(a, from, lt);
      }
      if (isTextEnd(a, lt, to)) {
        text(a, from, lt);
        return leaveText(lt);
      }
      p = lt + 1;
    }
  }

  private int text(byte[] a, int from, int to) throws IOException {
    if (textWanted && from < to) {
      handler.text(a, from, to, out);
    }
    return to;
  }

  private int leaveText(int lt) throws IOException {
    state = State.DATA;
    endText();
    return lt;
  }

  private void endText() throws IOException {
    if (textWanted) {
      textWanted = false;
      handler.textEnd(out);
    }
  }

  /** Whether the end tag that ends the text begins here. */
  private boolean isTextEnd(byte[] a, int lt, int to) {
    int end = lt + 2 + textEnd.length;
    return end < to
        && a[lt + 1] == '/'
        && Scan.is(a[end], Scan.TAG_NAME_END)
        && Scan.startsWithIgnoringCase(a, lt + 2, end, textEnd);
  }

  /** Whether what is here may become the end tag that ends the text. */
  private boolean isCutEndTag(byte[] a, int lt, int to) {
    return to - lt <= 2 + textEnd.length && isStart(a, lt, to, '/', textEnd);
  }

  /** Whether the bytes up to the end agree with {@code <}, a mark and a name. */
  private static boolean isStart(byte[] a, int lt, int to, char mark, byte[] name) {
    if (lt + 1 == to) {
      return true;
    }
    return a[lt + 1] == mark && Scan.matching(a, lt + 2, to, name) == to - lt - 2;
  }

  // --- script data

  private int script(byte[] a, int from, int to) throws IOException {
    int p = from;
    while (p < to) {
      State was = state;
      p =
          switch (was) {
            case SCRIPT_DATA -> scriptData(a, p, to);
            case SCRIPT_DATA_ESCAPED -> escapedScript(a, p, to);
            default -> doubleEscapedScript(a, p, to);
          };
      if (state == was || state == State.DATA) {
        break;
      }
    }
    text(a, from, p);
    return state == State.DATA ? leaveText(p) : p;
  }

  private int scriptData(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.findFar(a, p, to, '<');
      if (lt == to || isCutEndTag(a, lt, to) || isStart(a, lt, to, '!', DASHES) && to - lt < 4) {
        return lt;
      }
      if (isTextEnd(a, lt, to)) {
        state = State.DATA;
        return lt;
      }
      if (a[lt + 1] == '!' && a[lt + 2] == '-' && a[lt + 3] == '-') {
        state = State.SCRIPT_DATA_ESCAPED;
        return lt + 2;
      }
      p = lt + 1;
    }
  }

  private int escapedScript(byte[] a, int from, int to) {
    for (int p = from; p < to; p++) {
      if (a[p] == '-') {
        int end = dashes(a, p, to);
        if (end == to) {
          return dashesKept(p, to);
        }
        if (end - p >= 2 && a[end] == '>') {
          state = State.SCRIPT_DATA;
          return end + 1;
        }
        p = end - 1;
      } else if (a[p] == '<') {
        if (isCutEndTag(a, p, to) || isCutScript(a, p, to)) {
          return p;
        }
        if (isTextEnd(a, p, to)) {
          state = State.DATA;
          return p;
        }
        if (isScript(a, p + 1, to)) {
          state = State.SCRIPT_DATA_DOUBLE_ESCAPED;
          return p + 7;
        }
      }
    }
    return to;
  }

  private int doubleEscapedScript(byte[] a, int from, int to) {
    for (int p = from; p < to; p++) {
      if (a[p] == '-') {
        int end = dashes(a, p, to);
        if (end == to) {
          return dashesKept(p, to);
        }
        if (end - p >= 2 && a[end] == '>') {
          state = State.SCRIPT_DATA;
          return end + 1;
        }
        p = end - 1;
      } else if (a[p] == '<') {
        if (to - p <= 8 && isStart(a, p, to, '/', SCRIPT)) {
          return p;
        }
        if (a[p + 1] == '/' && isScript(a, p + 2, to)) {
          state = State.SCRIPT_DATA_ESCAPED;
          return p + 8;
        }
      }
    }
    return to;
  }

  private static int dashes(byte[] a, int from, int to) {
    int p = from;
    while (p < to && a[p] == '-') {
      p++;
    }
    return p;
  }

  private static int dashesKept(int from, int to) {
    return Math.max(from, to - 2);
  }

  private static boolean isScript(byte[] a, int from, int to) {
    return from + 6 < to
        && Scan.is(a[from + 6], Scan.TAG_NAME_END)
        && Scan.startsWithIgnoringCase(a, from, from + 6, SCRIPT);
  }

  private static boolean isCutScript(byte[] a, int lt, int to) {
    return to - lt <= 7 && Scan.matching(a, lt + 1, to, SCRIPT) == to - lt - 1;
  }

  // --- noscript

  /** Where the end tag of {@code noscript} begins or may begin. */
  private static int noscriptEnd(byte[] a, int from, int to) {
    int p = from;
    while (true) {
      int lt = Scan.find(a, p, to, '<');
      if (lt == to || isNoscriptEnd(a, lt, to)) {
        return lt;
      }
      if (to - lt <= 10 && isStart(a, lt, to, '/', NOSCRIPT)) {
        return lt;
      }
      p = lt + 1;
    }
  }

  private static boolean isNoscriptEnd(byte[] a, int lt, int to) {
    return lt + 10 < to
        && a[lt] == '<'
        && a[lt + 1] == '/'
        && Scan.is(a[lt + 10], Scan.TAG_NAME_END)
        && Scan.startsWithIgnoringCase(a, lt + 2, lt + 10, NOSCRIPT);
  }

  /**
   * Ends a {@code noscript} where a browser that runs scripts ends it. Where one that does not
   * would read on inside a tag, comment or text, that is closed, so that both agree.
   */
  private void leaveNoscript(byte[] a, int from, int end) throws IOException {
    switch (state) {
      case DATA -> {
        if (end - from > 1) {
          out.insert(from, ESCAPED_LESS_THAN);
          out.dropTo(from + 1);
        }
      }
      case TAG -> {
        if (tag.unfinished) {
          out.insert(from, Scan.ascii("\">"));
        } else {
          out.insert(from, ESCAPED_LESS_THAN);
          out.read(cutTag.array, 1);
          out.passTo(cutTag.length);
          out.read(a, from);
        }
        forgetTag();
      }
      case LONG_TAG -> {
        out.insert(end, Scan.ascii("\"'>"));
        forgetTag();
      }
      case COMMENT_START, COMMENT -> out.insert(end, Scan.ascii("-->"));
      case BOGUS_COMMENT -> out.insert(end, Scan.ascii(">"));
      case CDATA_SECTION -> out.insert(end, Scan.ascii("]]>"));
      default -> {
        endText();
        out.insert(end, Scan.ascii("</" + new String(textEnd, StandardCharsets.US_ASCII) + ">"));
      }
    }
    foreign.cutTo(noscriptDepth);
    state = State.DATA;
    inNoscript = false;
  }

  private void forgetTag() {
    cutTag.clear();
    tag.unfinished = false;
    tag.continued = false;
  }
}
