package io.github.consent4j.gate.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the parser of a browser knows while its tokenizer runs: whether the body has begun, whether
 * it is within SVG or MathML, and whether it is within a {@code noscript}.
 */
final class ParserContext {

  private final DocumentStart start;
  private final ForeignContent foreign;
  private final Output out;
  private final boolean isHtml;
  private final TokenizerPool pool;

  private boolean starting;

  /** How many elements are open, where elements stand as they are written. */
  private int xmlDepth;

  private boolean inNoscript;
  private int noscriptDepth;

  /**
   * The foreign element whose contents a browser's preload scanner takes for text, because it knows
   * elements by nothing but their names; null where it reads as the parser does.
   */
  private @Nullable Element scannedAsText;

  /**
   * @param isHtml whether elements may be SVG or MathML because of where they stand
   */
  ParserContext(DocumentStart start, Output out, boolean isHtml, TokenizerPool pool) {
    this.start = start;
    this.out = out;
    this.isHtml = isHtml;
    this.pool = pool;
    foreign = pool.takeForeign();
    starting = start.isStarting();
  }

  /** Whether tags mean nothing to it, but for those of elements that are watched. */
  boolean isPlain() {
    return !starting && !foreign.isOpen() && xmlDepth == 0;
  }

  /** Whether the body has not begun, so that every tag and all text matters. */
  boolean isStarting() {
    return starting && !inNoscript;
  }

  /** Whether names of elements may have a prefix, as in XML. */
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

  /** How many elements are open of those that are known to be. */
  int depth() {
    return isHtml ? foreign.depth() : xmlDepth;
  }

  void doctype() {
    if (isStarting()) {
      start.doctype();
    }
  }

  /** Takes text other than white space, while the body has not begun. */
  void text(int place) throws IOException {
    start.text(place, out);
    starting = start.isStarting();
  }

  /**
   * Takes a start tag, before anything of it has been passed.
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

  /** Takes the start tag of an HTML element, after all of it has been passed. */
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

  /** Takes an end tag, before anything of it has been passed. */
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

  /** Ends for the preload scanner what has ended for the parser. */
  private void leaveForeign(int place) throws IOException {
    Element text = scannedAsText;
    if (text != null && !foreign.isOpen()) {
      out.insert(place, text.endTag());
      scannedAsText = null;
    }
  }

  /** Whether the preload scanner takes for text what the parser does not. */
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

  /** The document has ended. */
  void end(int place) throws IOException {
    start.end(place, out);
  }

  /** Gives back the memory. */
  void close() {
    pool.giveBack(foreign);
  }
}
