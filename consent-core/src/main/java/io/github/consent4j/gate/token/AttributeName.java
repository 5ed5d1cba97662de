package io.github.consent4j.gate.token;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.bytes.LongKeys;
import io.github.consent4j.gate.bytes.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The attributes that the gate examines. */
public enum AttributeName {
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
  DATA_CONSENT_SKIP(ConsentAttribute.SKIP.attribute()),
  DATA_CONSENT_OPEN(ConsentAttribute.OPEN.attribute()),
  COLOR,
  FACE,
  SIZE,
  ENCODING,
  LANG,
  XML_LANG("xml:lang"),

  CLIP_PATH,
  CURSOR,
  FILL,
  FILTER,
  MARKER_END,
  MARKER_MID,
  MARKER_START,
  MASK,
  STROKE,

  FROM,
  TO,
  VALUES,

  VIDEOID,
  PING,
  DATA_CONSENT_SERVICE(ConsentAttribute.SERVICE.attribute()),

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

  private static final LongKeys HASHES =
      new LongKeys(
          Arrays.stream(values()).filter(n -> n != OTHER).mapToLong(n -> n.hash).toArray(), 4);

  /** The names at the places of their hashes. */
  private static final AttributeName[] NAMES = new AttributeName[HASHES.places()];

  static {
    Arrays.fill(NAMES, OTHER);
    for (AttributeName name : values()) {
      if (name != OTHER) {
        NAMES[HASHES.find(name.hash)] = name;
      }
    }
  }

  /** The name in lower case. */
  private final byte[] lowerName;

  private final long hash;

  /** True if the hash distinguishes it from every other name. */
  private final boolean packed;

  AttributeName() {
    this(null);
  }

  AttributeName(@Nullable String differentName) {
    String text =
        differentName == null ? name().toLowerCase(Locale.ROOT).replace('_', '-') : differentName;
    lowerName = Scan.ascii(text);
    hash = NameHash.of(lowerName, 0, lowerName.length);
    packed = lowerName.length <= Long.BYTES && text.chars().allMatch(Character::isLetter);
  }

  /** Returns the attribute with the name at this place. */
  public static AttributeName of(byte[] bytes, int from, int to) {
    return of(bytes, from, to, NameHash.of(bytes, from, to));
  }

  /** Returns the attribute with the name at this place, which has this hash. */
  public static AttributeName of(byte[] bytes, int from, int to, long hash) {
    int place = HASHES.find(hash);
    if (place < 0) {
      return OTHER;
    }
    AttributeName name = NAMES[place];
    return name.packed || Scan.isIgnoringCase(bytes, from, to, name.lowerName) ? name : OTHER;
  }

  /** Returns the name in lower case, as scripts write it. */
  public String lowerName() {
    return new String(lowerName, StandardCharsets.US_ASCII);
  }

  /**
   * Returns whether it belongs to a lazy loader: no browser loads from it, but the site's script
   * does.
   */
  public boolean isLazy() {
    return ordinal() >= DATA_SRC.ordinal();
  }

  /** Returns whether its value is that of a CSS property, on an SVG element. */
  public boolean isSvgStyle() {
    return ordinal() >= CLIP_PATH.ordinal() && ordinal() <= STROKE.ordinal();
  }

  /** Returns whether its value lists values for other attributes, on an SVG element. */
  public boolean isAnimation() {
    return this == FROM || this == TO || this == VALUES;
  }

  /** Returns whether its value is a list of image candidates. */
  public boolean isCandidateList() {
    return switch (this) {
      case SRCSET, IMAGESRCSET, DATA_SRCSET, DATA_LAZY_SRCSET -> true;
      default -> false;
    };
  }

  public long bit() {
    return 1L << ordinal();
  }
}
