package io.github.consent4j.gate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The attributes that the gate looks at. */
enum AttributeName {
  /** Any attribute that is not listed. */
  OTHER,

  SRC,
  SRCSET,
  SRCDOC,
  HREF,
  XLINK_HREF("xlink:href"),
  POSTER,
  DATA,
  CODE,
  CODEBASE,
  CLASSID,
  ARCHIVE,
  OBJECT,
  IMAGESRCSET,
  REL,
  TYPE,
  LANGUAGE,
  HTTP_EQUIV,
  CONTENT,
  NAME,
  VALUE,
  ALLOW,
  CLASS,
  BACKGROUND,
  STYLE,
  DATA_CONSENT_SKIP,
  COLOR,
  FACE,
  SIZE,
  ENCODING,

  CLIP_PATH,
  CURSOR,
  FILL,
  FILTER,
  MARKER_END,
  MARKER_MID,
  MARKER_START,
  MASK,
  STROKE,

  DATA_SRC,
  DATA_LAZY_SRC,
  DATA_LAZY,
  DATA_ORIGINAL,
  DATA_BG,
  DATA_BACKGROUND,
  DATA_BACKGROUND_IMAGE,
  DATA_POSTER,
  DATA_SRCSET,
  DATA_LAZY_SRCSET;

  private static final int SLOTS = 256;
  private static final @Nullable AttributeName[] TABLE = new AttributeName[SLOTS];

  static {
    for (AttributeName name : values()) {
      if (name != OTHER) {
        byte[] bytes = name.lowerName;
        int slot = slot(hash(bytes, 0, bytes.length));
        while (TABLE[slot] != null) {
          slot = slot + 1 & SLOTS - 1;
        }
        TABLE[slot] = name;
      }
    }
  }

  /** Name in lower case. */
  private final byte[] lowerName;

  AttributeName() {
    lowerName = Scan.ascii(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  AttributeName(String lowerName) {
    this.lowerName = Scan.ascii(lowerName);
  }

  /** The attribute whose name stands here. */
  static AttributeName of(byte[] bytes, int from, int to) {
    int slot = slot(hash(bytes, from, to));
    for (AttributeName name = TABLE[slot]; name != null; name = TABLE[slot]) {
      if (Scan.isIgnoringCase(bytes, from, to, name.lowerName)) {
        return name;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return OTHER;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + (bytes[i] | 32);
    }
    return hash;
  }

  private static int slot(int hash) {
    return hash * 0x9E3779B1 >>> 24;
  }

  /** Whether it is a lazy loader's: no browser loads it, but the site's script will. */
  boolean isLazy() {
    return ordinal() >= DATA_SRC.ordinal();
  }

  /** Whether its value is that of a CSS property, on an SVG element. */
  boolean isSvgStyle() {
    return ordinal() >= CLIP_PATH.ordinal() && ordinal() <= STROKE.ordinal();
  }

  /** Whether its value is a list of image candidates. */
  boolean isCandidateList() {
    return switch (this) {
      case SRCSET, IMAGESRCSET, DATA_SRCSET, DATA_LAZY_SRCSET -> true;
      default -> false;
    };
  }

  long bit() {
    return 1L << ordinal();
  }
}
