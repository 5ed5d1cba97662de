package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.LongKeys;
import io.github.consent4j.gate.bytes.Scan;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/** The elements that the gate treats differently from others. */
public enum Element {
  /** Any element that is not listed. */
  OTHER,

  SCRIPT(true, Content.SCRIPT_DATA),
  STYLE(true, Content.RAWTEXT),
  TITLE(false, Content.RCDATA),
  TEXTAREA(false, Content.RCDATA),
  XMP(false, Content.RAWTEXT),
  IFRAME(true, Content.RAWTEXT),
  NOEMBED(false, Content.RAWTEXT),
  NOFRAMES(false, Content.RAWTEXT),
  NOSCRIPT(true),
  PLAINTEXT(false, Content.PLAINTEXT),

  SVG(true),
  MATH(true),

  HTML(true),
  HEAD(true),
  BODY(true),
  FRAMESET(true),
  TEMPLATE(true),
  BASE(true),
  META(true),
  LINK(true),
  IMG(true),
  IMAGE(true),
  SOURCE(true),
  VIDEO(true),
  AUDIO(true),
  TRACK(true),
  EMBED(true),
  OBJECT(true),
  PARAM(true),
  APPLET(true),
  INPUT(true),
  FRAME(true),
  PORTAL(true),
  FENCEDFRAME(true),
  USE(true),
  FEIMAGE(true),
  ANIMATE(true),
  SET(true),
  XML_STYLESHEET(true),
  LITE_YOUTUBE(true),

  BASEFONT,
  BGSOUND(true),
  AREA,
  BR,
  COL,
  HR,
  WBR,
  KEYGEN,

  B,
  BIG,
  BLOCKQUOTE,
  CENTER,
  CODE,
  DD,
  DIV,
  DL,
  DT,
  EM,
  FONT,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  I,
  LI,
  LISTING,
  MENU,
  NOBR,
  OL,
  P,
  PRE,
  RUBY,
  S,
  SMALL,
  SPAN,
  STRONG,
  STRIKE,
  SUB,
  SUP,
  TABLE,
  TT,
  U,
  UL,
  VAR,

  FOREIGNOBJECT,
  DESC,
  MI,
  MO,
  MN,
  MS,
  MTEXT,
  ANNOTATION_XML;

  /** The kind of an element's content. */
  enum Content {
    MARKUP,
    RCDATA,
    RAWTEXT,
    SCRIPT_DATA,
    PLAINTEXT
  }

  /** Hashes of the names of watched elements, and of those whose contents are text. */
  private static final LongKeys WATCHED = hashes(Element::isToBeRead);

  private static final LongKeys HASHES = hashes(element -> element != OTHER);

  /** The elements at the places of their hashes. */
  private static final Element[] ELEMENTS = new Element[HASHES.places()];

  static {
    for (Element element : values()) {
      if (element != OTHER) {
        ELEMENTS[HASHES.find(element.hash)] = element;
      }
    }
  }

  private static LongKeys hashes(Predicate<Element> which) {
    return new LongKeys(Arrays.stream(values()).filter(which).mapToLong(e -> e.hash).toArray(), 4);
  }

  private boolean isToBeRead() {
    return this != OTHER && (watched || content != Content.MARKUP);
  }

  /** True if its start tags have attributes or content that the gate examines. */
  final boolean watched;

  final Content content;

  /** The name in lower case. */
  final String lowerName;

  /** The bytes of the name in lower case. */
  final byte[] lowerBytes;

  private final long hash;

  Element() {
    this(false, Content.MARKUP);
  }

  Element(boolean watched) {
    this(watched, Content.MARKUP);
  }

  Element(boolean watched, Content content) {
    this.watched = watched;
    this.content = content;
    lowerName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    lowerBytes = Scan.ascii(lowerName);
    hash = NameHash.of(lowerBytes, 0, lowerBytes.length);
  }

  /** Returns whether its content is text if it is an HTML element. */
  boolean isNamedAsText() {
    return (content != Content.MARKUP && content != Content.PLAINTEXT) || this == NOSCRIPT;
  }

  byte[] endTag() {
    return Scan.ascii("</", lowerName, ">");
  }

  long nameHash() {
    return hash;
  }

  /**
   * Returns whether an element with this hash of its name may be watched, or may have text content.
   */
  static boolean isWatched(long hash) {
    return WATCHED.find(hash) >= 0;
  }

  /** Returns the element with the name at this place, which has this hash. */
  static Element of(long hash, byte[] bytes, int from, int to) {
    int place = HASHES.find(hash);
    if (place < 0) {
      return OTHER;
    }
    Element element = ELEMENTS[place];
    return Scan.isIgnoringCase(bytes, from, to, element.lowerBytes) ? element : OTHER;
  }
}
