package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds tags in a stream of bytes exactly where a browser finds them. The states are those of the
 * HTML standard's chapter "Tokenization", as far as they make a difference for the places of tags.
 * It keeps only a tag that is cut by the end of a piece, and a few bytes whose meaning depends on
 * the next ones.
 */
public final class HtmlTokenizer {

  /** The states between tags. Inside a tag, {@link CutTag} has the state. */
  private enum State {
    DATA,
    TEXT,
    PLAINTEXT,
    TAG,
    /** Inside an attribute or an end tag that is too long to be kept. */
    LONG_TAG,
    DECLARATION
  }

  /** The number of bytes that are read together with the bytes left over. */
  private static final int JOIN = 256;

  private static final byte[] ESCAPED_LESS_THAN = {'&', 'l', 't', ';'};
  private static final byte[] SPACE = {' '};

  /** A replacement for {@code <} that has the same meaning in a CDATA section. */
  private static final byte[] LESS_THAN_IN_CDATA = Scan.ascii("]]>&lt;<![CDATA[");

  private final TagHandler handler;
  private final Output out;
  private final Syntax syntax;
  private final ParserContext context;
  private final Tag tag;
  private final TokenizerPool pool;
  private final TagSkip skip;
  private final TextContent text = new TextContent();
  private final MarkupDeclaration declaration;
  private final CutTag cutTag;
  private final ByteArrayBuilder left;

  private State state = State.DATA;

  /** True if the text of an element without markup is wanted. */
  private boolean textWanted;

  /** True if the text of a script or style sheet with markup in it is wanted. */
  private boolean textInMarkupWanted;

  /** True if a preload scanner reads markup in the open CDATA section. */
  private boolean scansCdata;

  /** The depth of that text. The content of nested elements does not belong to it. */
  private int textDepth;

  /** The place in the current piece of the first byte that has not been read in any array. */
  private int next;

  /** The number of bytes that were read. Bytes that are read again count again. */
  private long steps;

  /** The syntax of the document. */
  public enum Syntax {
    /** HTML, with the feedback of a browser's parser to its tokenizer. */
    HTML,
    /** HTML without this feedback. Every tag is passed on, as tokenizer tests require. */
    HTML_TOKENS,
    /** XML, where the names of elements have no meaning for the tokenizer. */
    XML
  }

  public HtmlTokenizer(TagHandler handler, Output out, DocumentStart start, Syntax syntax) {
    this(handler, out, start, syntax, new TokenizerPool());
  }

  public HtmlTokenizer(
      TagHandler handler, Output out, DocumentStart start, Syntax syntax, TokenizerPool pool) {
    this.pool = pool;
    tag = pool.takeTag();
    tag.prefixed = syntax == Syntax.XML;
    context = new ParserContext(start, out, syntax == Syntax.HTML, pool);
    cutTag = new CutTag(tag, handler, context, out, pool.arrays());
    left = new ByteArrayBuilder(pool.arrays());
    this.handler = handler;
    this.out = out;
    this.syntax = syntax;
    skip = new TagSkip(handler);
    declaration = new MarkupDeclaration(syntax == Syntax.XML);
  }

  /** Starts within the content of an element. */
  void startIn(Element.Content content, String name) {
    switch (content) {
      case RCDATA, RAWTEXT, SCRIPT_DATA -> {
        state = State.TEXT;
        text.begin(content == Element.Content.SCRIPT_DATA, Scan.ascii(name));
      }
      case PLAINTEXT -> state = State.PLAINTEXT;
      case MARKUP -> state = State.DATA;
    }
  }

  void startInCdataSection() {
    state = State.DECLARATION;
    declaration.startInCdataSection();
  }

  /** Reads the next piece. */
  public void write(byte[] bytes, int from, int to) throws IOException {
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

  /** Ends the document. The bytes left over are no tag. */
  public void finish() throws IOException {
    finish(false);
  }

  /**
   * Ends the document, whose last tag may have no end. Browsers drop such a tag. What follows the
   * document would complete it, so it is not passed on if something follows.
   *
   * @return whether something may follow; not if a part of such a tag was passed on before
   */
  public boolean finish(boolean followed) throws IOException {
    boolean inParts = state == State.LONG_TAG || (state == State.TAG && cutTag.isInParts());
    if (followed && state == State.TAG && !inParts) {
      cutTag.clear();
      state = State.DATA;
    }
    end();
    return !inParts;
  }

  private void end() throws IOException {
    if (state == State.TAG) {
      cutTag.passUnread(0);
    }
    int length = left.length;
    out.read(left.array, 0);
    if (state == State.DATA && length > 0) {
      context.text(0);
    }
    if (state == State.DATA && isTextInMarkup()) {
      handler.textWithReferences(left.array, 0, length, out);
    } else if (state == State.TEXT ? textWanted : isTextInMarkup()) {
      handler.text(left.array, 0, length, out);
    }
    if (textWanted || textInMarkupWanted) {
      handler.textEnd(out);
    }
    out.passTo(length);
    context.end(length);
    cutTag.close();
    left.close();
    out.close();
    pool.giveBack(tag);
    context.close();
  }

  public long steps() {
    return steps;
  }

  /** Returns the number of bytes that can be kept between two pieces without allocation. */
  public int retained() {
    return cutTag.retained() + left.array.length + out.retained();
  }

  /** Passes the rest of a piece that could not be read. */
  public void passRest(byte[] bytes, int to) throws IOException {
    out.release();
    if (out.isReading(bytes)) {
      out.passTo(to);
      return;
    }
    out.passTo(cutTag.isBeingRead() ? cutTag.length() : left.length);
    out.read(bytes, next);
    out.passTo(to);
  }

  /** Discards what is held, and closes what is open. */
  public void withhold() throws IOException {
    boolean scriptHeld = out.isHolding() && text.isScript();
    out.discard();
    String closing =
        switch (state) {
          case DATA, TAG, PLAINTEXT -> "";
          case DECLARATION -> declaration.closing();
          case LONG_TAG -> "\"'>";
          case TEXT -> scriptHeld ? "" : text.closing();
        };
    out.insertAtEnd(Scan.ascii(context.isInNoscript() ? closing + "</noscript>" : closing));
  }

  /** Reads an array as far as its meaning is certain, and returns the place where it stopped. */
  private int read(byte[] a, int from, int to) throws IOException {
    out.read(a, from);
    int p = from;
    int limit = to;
    boolean windowed = false;
    while (p < to) {
      if (windowed != context.isInNoscript()) {
        windowed = !windowed;
        limit = windowed ? TextContent.findNoscriptEnd(a, p, to) : to;
        steps += windowed ? limit - p : 0;
      }
      State was = state;
      int q = p < limit ? readState(a, p, limit) : p;
      steps += q - p;
      boolean stuck = q == p && state == was;
      if (windowed && (stuck || q == limit) && TextContent.isNoscriptEnd(a, limit, to)) {
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
      case TEXT -> text(a, p, to);
      case DECLARATION -> declaration(a, p, to);
      case PLAINTEXT -> to;
    };
  }

  // --- data

  private int data(byte[] a, int from, int to) throws IOException {
    int p = from;
    boolean within = context.isInNoscript();
    while (p < to) {
      int lt =
          maySkipTags() && !textInMarkupWanted ? skip.over(a, p, to) : Scan.find(a, p, to, '<');
      if (context.isStarting()) {
        lookAtText(a, p, lt);
      }
      if (isTextInMarkup()) {
        int known = lt == to ? CharacterReferences.beforeCut(a, p, to) : lt;
        handler.textWithReferences(a, p, known, out);
        if (known < lt) {
          return known;
        }
      }
      if (lt + 1 >= to) {
        return lt;
      }
      byte next = a[lt + 1];
      if (Scan.is(next, Scan.LETTER)) {
        p = startTag(a, lt, to);
      } else if (next == '/') {
        p = endTagOpen(a, lt, to);
      } else if (next == '?' && syntax == Syntax.XML) {
        p = instruction(a, lt, to);
      } else if (next == '!' || next == '?') {
        p = markupDeclaration(a, lt, to);
      } else {
        if (context.isStarting()) {
          context.text(lt);
        }
        p = lt + 1;
        continue;
      }
      if (state != State.DATA || p == lt || context.isInNoscript() != within) {
        return p;
      }
    }
    return p;
  }

  private void lookAtText(byte[] a, int from, int to) throws IOException {
    int p = Scan.skipSpace(a, from, to);
    if (p < to) {
      context.text(p);
    }
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
      int end = skip.skip(a, nameEnd, to, handler.firstLetters(name));
      if (end > 0) {
        return end;
      }
      if (end == TagSkip.CUT) {
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
    return syntax == Syntax.HTML && context.isPlain();
  }

  private int watchedTag(byte[] a, int lt, int nameEnd, int to, Element element, long name)
      throws IOException {
    int end = tag.read(a, lt, nameEnd, to);
    if (end < 0) {
      return cut(a, lt, to);
    }
    tag.element = element;
    boolean html = context.beforeStartTag(element, name, tag);
    endTextInMarkup();
    byte[] escaped = withoutLessThan(a, lt, end);
    if (escaped != a) {
      out.passTo(lt);
      out.read(escaped, 0);
      tag.read(escaped, 0, nameEnd - lt, escaped.length);
    }
    boolean wanted = handler.startTag(tag, html, out);
    if (html) {
      context.afterStartTag(tag, tag.end);
    } else if (tag.selfClosing && element.isNamedAsText() && syntax == Syntax.HTML) {
      // This is the same element, but the preload scanner does not take it for the start of a text.
      out.insert(tag.end - 2, Scan.ascii(">" + "</" + element.lowerName + ">"));
      out.dropTo(tag.end);
    }
    if (escaped != a) {
      out.passTo(tag.end);
      out.read(a, end);
    }
    if (html && syntax == Syntax.HTML) {
      enter(element, wanted);
    } else if (wanted) {
      textInMarkupWanted = true;
      textDepth = context.depth();
    }
    return end;
  }

  /**
   * Returns a tag without every {@code <}. While the preload scanner reads text, it could take one
   * for the end of that text, or for another tag behind it.
   *
   * @return the same array if the tag contains none
   */
  private byte[] withoutLessThan(byte[] a, int lt, int end) {
    if (!context.isScannedAsText() || Scan.find(a, lt + 1, end, '<') == end) {
      return a;
    }
    Edits escapes = new Edits();
    for (int i = 0; i < tag.count; i++) {
      for (int p = tag.valueFrom(i); p < tag.valueTo(i); p++) {
        if (a[p] == '<') {
          escapes.replace(p - lt, p - lt + 1, ESCAPED_LESS_THAN);
        }
      }
    }
    return escapes.applyTo(Arrays.copyOfRange(a, lt, end), end - lt);
  }

  /** Ends the text of a script or style sheet in SVG or XML, where it is ordinary markup. */
  private void endTextInMarkup() throws IOException {
    if (textInMarkupWanted && context.depth() < textDepth) {
      textInMarkupWanted = false;
      handler.textEnd(out);
    }
  }

  private boolean isTextInMarkup() {
    return textInMarkupWanted && context.depth() == textDepth;
  }

  /** Switches to the state for the content of an element. */
  private void enter(Element element, boolean wanted) throws IOException {
    if (context.isFrameset() && element != Element.NOFRAMES) {
      if (wanted) {
        handler.textEnd(out);
      }
      return;
    }
    switch (element.content) {
      case RCDATA, RAWTEXT, SCRIPT_DATA -> {
        state = State.TEXT;
        text.begin(element.content == Element.Content.SCRIPT_DATA, element.lowerBytes);
        textWanted = wanted;
      }
      case PLAINTEXT -> state = State.PLAINTEXT;
      case MARKUP -> {
        if (element == Element.NOSCRIPT && !context.isInNoscript()) {
          context.enterNoscript();
        }
      }
    }
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
      declaration.startInBogusComment();
      state = State.DECLARATION;
      return p;
    }
    if (context.isPlain()) {
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
    int end = p < to ? tag.read(a, lt, p, to) : TagSkip.CUT;
    return end < 0 ? cut(a, lt, to) : end;
  }

  private int endTag(byte[] a, int lt, int to) throws IOException {
    int p = lt + 2;
    while (p < to && !Scan.is(a[p], Scan.TAG_NAME_END)) {
      p++;
    }
    long name = NameHash.of(a, lt + 2, p);
    int end = p < to ? tag.read(a, lt, p, to) : TagSkip.CUT;
    if (end < 0) {
      return cut(a, lt, to);
    }
    Element element = Element.of(name, a, lt + 2, p);
    byte[] escaped = withoutLessThan(a, lt, end);
    context.endTag(element, name, lt);
    if (escaped != a) {
      out.insert(lt, escaped);
      out.dropTo(end);
    }
    endTextInMarkup();
    return end;
  }

  // --- tags that are cut

  private int cut(byte[] a, int lt, int to) throws IOException {
    cutTag.begin(a, lt, to);
    state = State.TAG;
    return to;
  }

  private int resumeTag(byte[] a, int from, int to) throws IOException {
    int end = cutTag.append(a, from, to);
    next = left.array == a ? next : end;
    if (cutTag.isComplete()) {
      completeTag();
      out.read(a, end);
    } else if (cutTag.isTooLong()) {
      boolean kept = cutTag.readPart();
      steps += cutTag.length();
      state = kept ? State.TAG : State.LONG_TAG;
      out.read(a, end);
    }
    return end;
  }

  private void completeTag() throws IOException {
    state = State.DATA;
    if (cutTag.isInParts()) {
      enterLongTag(cutTag.readLastPart());
    } else {
      byte[] whole = cutTag.open();
      data(whole, 0, cutTag.length());
    }
    steps += cutTag.length();
    out.passTo(cutTag.length());
  }

  private int longTag(byte[] a, int from, int to) throws IOException {
    int end = cutTag.pass(a, from, to);
    if (cutTag.isComplete()) {
      state = State.DATA;
      if (cutTag.isInParts()) {
        enterLongTag(cutTag.end(end));
      }
    } else if (cutTag.isAtAttribute()) {
      state = State.TAG;
    }
    return end;
  }

  private void enterLongTag(boolean isHtml) throws IOException {
    if (isHtml && syntax == Syntax.HTML) {
      enter(tag.element, false);
    }
  }

  // --- text

  private int markupDeclaration(byte[] a, int lt, int to) {
    boolean cdata = context.isForeign() || syntax == Syntax.XML;
    int p = declaration.begin(a, lt, to, cdata);
    if (declaration.isOpen()) {
      state = State.DECLARATION;
      if (declaration.isDoctype()) {
        context.doctype();
      }
    }
    return p;
  }

  /** Begins a processing instruction. One that links a style sheet is treated as a tag. */
  private int instruction(byte[] a, int lt, int to) throws IOException {
    int name = lt + 2;
    int same = Scan.matching(a, name, to, Element.XML_STYLESHEET.lowerBytes);
    int nameEnd = name + same;
    if (nameEnd == to) {
      return lt;
    }
    if (same < Element.XML_STYLESHEET.lowerBytes.length || !Scan.is(a[nameEnd], Scan.SPACE)) {
      return markupDeclaration(a, lt, to);
    }
    int end = tag.read(a, lt, nameEnd, to);
    if (end < 0) {
      return cut(a, lt, to);
    }
    tag.element = Element.XML_STYLESHEET;
    handler.startTag(tag, false, out);
    return end;
  }

  private int declaration(byte[] a, int from, int to) throws IOException {
    boolean isText = declaration.isCdata();
    int p = declaration.read(a, from, to);
    if (isText && from < p) {
      cdata(a, from, p);
    } else if (context.isScannedAsText()) {
      comment(a, from, p);
    }
    if (!declaration.isOpen()) {
      state = State.DATA;
      scansCdata = false;
    }
    return p;
  }

  /**
   * Passes a CDATA section with its meaning unchanged, but without tags. Preload scanners do not
   * know such sections, and load what they find there.
   */
  private void cdata(byte[] a, int from, int to) throws IOException {
    int p = from;
    int read = beginOfMarkup(a, from, to);
    while (p < to) {
      int lt = Scan.find(a, Math.max(p, read), to, '<');
      if (isTextInMarkup() && p < lt) {
        handler.text(a, p, lt, out);
      }
      p = lt;
      if (lt < to) {
        out.insert(lt, LESS_THAN_IN_CDATA);
        out.dropTo(++p);
        if (isTextInMarkup()) {
          handler.text(a, lt, p, out);
        }
      }
    }
  }

  /**
   * Returns the place in a CDATA section where a preload scanner begins to read markup. For the
   * scanner, the first > ends the section.
   */
  private int beginOfMarkup(byte[] a, int from, int to) {
    if (syntax != Syntax.HTML) {
      return to;
    }
    int begin = scansCdata || context.isScannedAsText() ? from : Scan.find(a, from, to, '>');
    scansCdata = begin < to;
    return begin;
  }

  /** Passes a comment so that the preload scanner, which takes it for text, finds no tag in it. */
  private void comment(byte[] a, int from, int to) throws IOException {
    int lt = Scan.find(a, from, to, '<');
    while (lt < to) {
      out.insert(lt + 1, SPACE);
      lt = Scan.find(a, lt + 1, to, '<');
    }
  }

  private int text(byte[] a, int from, int to) throws IOException {
    int p = text.read(a, from, to);
    if (textWanted && from < p) {
      handler.text(a, from, p, out);
    }
    if (text.isEnded()) {
      state = State.DATA;
      endText();
    }
    return p;
  }

  private void endText() throws IOException {
    if (textWanted) {
      textWanted = false;
      handler.textEnd(out);
    }
  }

  // --- noscript

  /**
   * Ends a {@code noscript} where a browser that runs scripts ends it. A browser without scripts
   * may be inside a tag, comment or text there. That is closed, so that both continue in the same
   * way.
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
        if (cutTag.isInParts()) {
          out.insert(from, Scan.ascii("\">"));
        } else {
          out.insert(from, ESCAPED_LESS_THAN);
          cutTag.passUnread(1);
          out.read(a, from);
        }
        cutTag.clear();
      }
      case LONG_TAG -> {
        out.insert(end, Scan.ascii("\"'>"));
        cutTag.clear();
      }
      case DECLARATION -> {
        out.insert(end, Scan.ascii(declaration.closing()));
        declaration.abandon();
      }
      case TEXT -> {
        endText();
        out.insert(end, Scan.ascii(text.closing()));
      }
      case PLAINTEXT -> {
        // Nothing ends it.
      }
    }
    endText();
    context.leaveNoscript();
    endTextInMarkup();
    state = State.DATA;
  }
}
