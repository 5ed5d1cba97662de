package io.github.consent4j.gate.token;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tracks whether the parser of a browser is inside SVG or MathML, where other rules apply: no
 * element there has text content, and CDATA sections exist. It follows the HTML standard, section
 * "The rules for parsing tokens in foreign content". Elements outside of the outermost {@code svg}
 * or {@code math} are not tracked.
 */
public final class ForeignContent {

  private static final byte HTML = 0;
  private static final byte SVG = 1;
  private static final byte MATH = 2;

  /** A foreign element that may contain HTML. */
  private static final byte INTEGRATION_POINT = 4;

  /** The largest depth. Deeper elements are treated as content of their ancestors. */
  private static final int MAXIMUM_DEPTH = 512;

  private static final int FIRST_SIZE = 8;

  /** Elements that end a paragraph before them, and foreign content. */
  private static final Set<Element> BLOCKS =
      EnumSet.of(
          Element.BLOCKQUOTE,
          Element.CENTER,
          Element.DD,
          Element.DIV,
          Element.DL,
          Element.DT,
          Element.H1,
          Element.H2,
          Element.H3,
          Element.H4,
          Element.H5,
          Element.H6,
          Element.HR,
          Element.LI,
          Element.LISTING,
          Element.MENU,
          Element.OL,
          Element.P,
          Element.PRE,
          Element.TABLE,
          Element.UL);

  /** Elements that are not allowed in foreign content, and end it. */
  private static final Set<Element> BREAKOUT =
      with(
          BLOCKS,
          EnumSet.of(
              Element.B,
              Element.BIG,
              Element.BODY,
              Element.BR,
              Element.CODE,
              Element.EM,
              Element.EMBED,
              Element.HEAD,
              Element.I,
              Element.IMG,
              Element.META,
              Element.NOBR,
              Element.RUBY,
              Element.S,
              Element.SMALL,
              Element.SPAN,
              Element.STRONG,
              Element.STRIKE,
              Element.SUB,
              Element.SUP,
              Element.TT,
              Element.U,
              Element.VAR));

  private static final Set<Element> CLOSES_PARAGRAPH =
      with(BLOCKS, EnumSet.of(Element.PLAINTEXT, Element.XMP));

  private static final Set<Element> VOID =
      EnumSet.of(
          Element.AREA,
          Element.BASE,
          Element.BASEFONT,
          Element.BGSOUND,
          Element.BR,
          Element.COL,
          Element.EMBED,
          Element.FRAME,
          Element.HR,
          Element.IMG,
          Element.IMAGE,
          Element.INPUT,
          Element.KEYGEN,
          Element.LINK,
          Element.META,
          Element.PARAM,
          Element.SOURCE,
          Element.TRACK,
          Element.WBR);

  private long[] names = {};
  private byte[] kinds = {};
  private int depth;

  private static Set<Element> with(Set<Element> some, Set<Element> others) {
    Set<Element> all = EnumSet.copyOf(some);
    all.addAll(others);
    return all;
  }

  /** Returns whether a foreign element is open. */
  boolean isOpen() {
    return depth > 0;
  }

  /**
   * Returns whether the following content is foreign. It contains no HTML element, except one that
   * ends the foreign content.
   */
  boolean isForeign() {
    return depth > 0 && kinds[depth - 1] != HTML;
  }

  /**
   * Handles a start tag.
   *
   * @return whether the element is an HTML element
   */
  boolean startTag(Element element, long name, Tag tag) {
    if (depth == 0) {
      return startHtml(element, name, tag);
    }
    byte top = kinds[depth - 1];
    boolean html = top == HTML || (top & INTEGRATION_POINT) != 0;
    if (html || breaksOut(element, tag)) {
      if (!html) {
        popToHtml();
      }
      return startHtml(element, name, tag);
    }
    if ((top & MATH) != 0
        && element == Element.SVG
        && names[depth - 1] == Element.ANNOTATION_XML.nameHash()) {
      return startHtml(element, name, tag);
    }
    if (!tag.selfClosing) {
      push(name, (byte) ((top & 3) | integrationPoint(top, element, tag)));
    }
    return false;
  }

  private boolean startHtml(Element element, long name, Tag tag) {
    if (element == Element.SVG || element == Element.MATH) {
      if (!tag.selfClosing) {
        push(name, element == Element.SVG ? SVG : MATH);
      }
      return false;
    }
    if (depth > 0 && !VOID.contains(element)) {
      if (CLOSES_PARAGRAPH.contains(element)) {
        closeHtml(Element.P.nameHash());
      }
      push(name, HTML);
    }
    return true;
  }

  private static boolean breaksOut(Element element, Tag tag) {
    return BREAKOUT.contains(element)
        || (element == Element.FONT
            && (tag.find(AttributeName.COLOR) >= 0
                || tag.find(AttributeName.FACE) >= 0
                || tag.find(AttributeName.SIZE) >= 0));
  }

  private static byte integrationPoint(byte top, Element element, Tag tag) {
    boolean point =
        switch (element) {
          case FOREIGNOBJECT, DESC, TITLE -> (top & SVG) != 0;
          case MI, MO, MN, MS, MTEXT -> (top & MATH) != 0;
          case ANNOTATION_XML -> (top & MATH) != 0 && holdsHtml(tag);
          default -> false;
        };
    return point ? INTEGRATION_POINT : 0;
  }

  private static boolean holdsHtml(Tag tag) {
    int encoding = tag.find(AttributeName.ENCODING);
    if (encoding < 0 || !tag.hasValue(encoding)) {
      return false;
    }
    String value = tag.text(encoding);
    return value.equalsIgnoreCase("text/html") || value.equalsIgnoreCase("application/xhtml+xml");
  }

  void endTag(Element element, long name) {
    if (depth == 0) {
      return;
    }
    if (kinds[depth - 1] == HTML) {
      closeHtml(name);
      return;
    }
    if (element == Element.P || element == Element.BR) {
      popToHtml();
      return;
    }
    int i = depth - 1;
    while (i >= 0 && kinds[i] != HTML) {
      if (names[i] == name) {
        depth = i;
        return;
      }
      i--;
    }
    if (i >= 0) {
      closeHtml(name);
    } else if (BREAKOUT.contains(element) && element != Element.BODY && element != Element.HEAD) {
      // It most likely ends an element around, and with it everything that is open inside.
      depth = firstIntegrationPoint();
    }
  }

  private int firstIntegrationPoint() {
    int i = depth - 1;
    while (i >= 0 && (kinds[i] & INTEGRATION_POINT) == 0) {
      i--;
    }
    return i + 1;
  }

  /** Closes the innermost HTML element of this name, unless an integration point lies between. */
  private void closeHtml(long name) {
    for (int i = depth - 1; i >= 0 && (kinds[i] & INTEGRATION_POINT) == 0; i--) {
      if (kinds[i] == HTML && names[i] == name) {
        depth = i;
        return;
      }
    }
  }

  private void popToHtml() {
    while (depth > 0 && kinds[depth - 1] != HTML && (kinds[depth - 1] & INTEGRATION_POINT) == 0) {
      depth--;
    }
  }

  private void push(long name, byte kind) {
    if (depth == MAXIMUM_DEPTH) {
      return;
    }
    if (depth == names.length) {
      int size = Math.max(FIRST_SIZE, 2 * depth);
      names = Arrays.copyOf(names, size);
      kinds = Arrays.copyOf(kinds, size);
    }
    names[depth] = name;
    kinds[depth] = kind;
    depth++;
  }

  int depth() {
    return depth;
  }

  /** Closes everything that was opened since the depth had this value. */
  public void cutTo(int earlierDepth) {
    depth = Math.min(depth, earlierDepth);
  }
}
