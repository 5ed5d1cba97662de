package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  private static final int SLOTS = 1024;
  private static final int WATCHED_SLOTS = 256;

  /** Hashes of the names of watched elements; 0 where the slot is free. */
  private static final long[] WATCHED = new long[WATCHED_SLOTS];

  private static final @Nullable Element[] BY_HASH = new Element[SLOTS];

  static {
    for (Element element : values()) {
      if (element != OTHER) {
        int slot = slot(element.hash);
        while (BY_HASH[slot] != null) {
          slot = slot + 1 & SLOTS - 1;
        }
        BY_HASH[slot] = element;
        if (element.watched || element.content != Content.MARKUP) {
          putWatched(element.hash);
        }
      }
    }
  }

  private static void putWatched(long hash) {
    int slot = watchedSlot(hash);
    while (WATCHED[slot] != 0) {
      slot = slot + 1 & WATCHED_SLOTS - 1;
    }
    WATCHED[slot] = hash;
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
    return Scan.ascii("</" + lowerName + '>');
  }

  long nameHash() {
    return hash;
  }

  private static int slot(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 54);
  }

  /**
   * Returns whether an element with this hash of its name may be watched, or may have text content.
   */
  static boolean isWatched(long hash) {
    int slot = watchedSlot(hash);
    for (long found = WATCHED[slot]; found != 0; found = WATCHED[slot]) {
      if (found == hash) {
        return true;
      }
      slot = slot + 1 & WATCHED_SLOTS - 1;
    }
    return false;
  }

  private static int watchedSlot(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 56);
  }

  /** Returns the element with the name at this place, which has this hash. */
  static Element of(long hash, byte[] bytes, int from, int to) {
    int slot = slot(hash);
    Element found = BY_HASH[slot];
    while (found != null) {
      if (found.hash == hash && Scan.isIgnoringCase(bytes, from, to, found.lowerBytes)) {
        return found;
      }
      slot = slot + 1 & SLOTS - 1;
      found = BY_HASH[slot];
    }
    return OTHER;
  }
}
