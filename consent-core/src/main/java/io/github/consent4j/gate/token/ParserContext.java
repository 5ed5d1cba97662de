package io.github.consent4j.gate.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a browser's parser that its tokenizer depends on: whether the body has begun,
 * whether the parser is inside SVG or MathML, and whether it is inside a {@code noscript}.
 */
final class ParserContext {

  private final DocumentStart start;
  private final ForeignContent foreign;
  private final Output out;
  private final boolean isHtml;
  private final TokenizerPool pool;

  private boolean starting;

  /** The number of open elements, in XML. */
  private int xmlDepth;

  private boolean inNoscript;
  private int noscriptDepth;

  /**
   * The foreign element whose content a browser's preload scanner treats as text, because it knows
   * elements only by their names; null if the scanner reads as the parser does.
   */
  private @Nullable Element scannedAsText;

  /**
   * @param isHtml true if the place of an element decides whether it is SVG or MathML
   */
  ParserContext(DocumentStart start, Output out, boolean isHtml, TokenizerPool pool) {
    this.start = start;
    this.out = out;
    this.isHtml = isHtml;
    this.pool = pool;
    foreign = pool.takeForeign();
    starting = start.isStarting();
  }

  /** Returns whether no tags matter except those of watched elements. */
  boolean isPlain() {
    return !starting && !foreign.isOpen() && xmlDepth == 0;
  }

  /** Returns whether the body has not begun. Until then every tag and all text counts. */
  boolean isStarting() {
    return starting && !inNoscript;
  }

  /** Returns whether names of elements may have a prefix, as in XML. */
  boolean hasPrefixes() {
    return !isHtml;
  }

  boolean isForeign() {
    return foreign.isForeign();
  }

  boolean isFrameset() {
    return start.isFrameset();
  }

  boolean isInNoscript() {
    return inNoscript;
  }

  /** Returns the number of open elements, as far as they are tracked. */
  int depth() {
    return isHtml ? foreign.depth() : xmlDepth;
  }

  void doctype() {
    if (isStarting()) {
      start.doctype();
    }
  }

  /** Handles text other than white space, while the body has not begun. */
  void text(int place) throws IOException {
    start.text(place, out);
    starting = start.isStarting();
  }

  /**
   * Handles a start tag, before any part of it has been passed.
   *
   * @return whether the element is an HTML element
   */
  boolean beforeStartTag(Element element, long name, Tag tag) throws IOException {
    if (!isHtml) {
      start.beforeXmlTag(tag, xmlDepth == 0, out);
      return true;
    }
    boolean html = foreign.startTag(element, name, tag);
    if (!html) {
      foreignTag(element, tag);
    }
    leaveForeign(tag.start);
    if (isStarting()) {
      start.beforeStartTag(element, tag.start, out);
    }
    return html;
  }

  /** Handles the start tag of an HTML element, after all of it has been passed. */
  void afterStartTag(Tag tag, int end) throws IOException {
    if (!isHtml) {
      start.afterXmlTag(tag, end, out);
      if (!tag.selfClosing) {
        xmlDepth++;
      }
    } else if (!inNoscript) {
      start.afterStartTag(tag.element, end, out);
      starting = start.isStarting();
    }
  }

  /** Handles an end tag, before any part of it has been passed. */
  void endTag(Element element, long name, int place) throws IOException {
    foreign.endTag(element, name);
    if (element == scannedAsText) {
      scannedAsText = null;
    }
    leaveForeign(place);
    xmlDepth = Math.max(0, xmlDepth - 1);
    if (isStarting()) {
      start.endTag(element, place, out);
      starting = start.isStarting();
    }
  }

  private void foreignTag(Element element, Tag tag) {
    boolean isText = element.isNamedAsText() && !tag.selfClosing && !inNoscript;
    if (isText && scannedAsText == null) {
      scannedAsText = element;
    }
  }

  /** Ends the text of the preload scanner if its element has ended for the parser. */
  private void leaveForeign(int place) throws IOException {
    Element text = scannedAsText;
    if (text != null && !foreign.isOpen()) {
      out.insert(place, text.endTag());
      scannedAsText = null;
    }
  }

  /** Returns whether the preload scanner reads text where the parser reads markup. */
  boolean isScannedAsText() {
    return scannedAsText != null;
  }

  void enterNoscript() {
    inNoscript = true;
    noscriptDepth = foreign.depth();
  }

  void leaveNoscript() {
    inNoscript = false;
    scannedAsText = null;
    foreign.cutTo(noscriptDepth);
  }

  /** Handles the end of the document. */
  void end(int place) throws IOException {
    start.end(place, out);
  }

  /** Returns the memory to the pool. */
  void close() {
    pool.giveBack(foreign);
  }
}
