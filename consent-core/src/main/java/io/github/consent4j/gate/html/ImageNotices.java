package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Element;
import io.github.consent4j.gate.token.Tag;
import java.util.Optional;

/**
 * Distinguishes images with content from decoration and from tracking pixels. Images with content
 * have an alternative text and a visible size.
 */
final class ImageNotices {

  private static final byte[] ALT = Scan.ascii("alt");
  private static final byte[] WIDTH = Scan.ascii("width");
  private static final byte[] HEIGHT = Scan.ascii("height");

  /** Nothing is recognisable in fewer pixels. */
  private static final int SMALLEST = 16;

  private ImageNotices() {}

  /** Returns the absolute URL of an image with content; empty for any other element. */
  static Optional<String> url(Tag tag, UrlGate urlGate) {
    int src = tag.find(AttributeName.SRC);
    return tag.element == Element.IMG
            && !tag.continued
            && !tag.unfinished
            && src >= 0
            && tag.hasValue(src)
            && means(tag, urlGate)
        ? urlGate.href(tag.bytes, tag.valueFrom(src), tag.valueTo(src))
        : Optional.empty();
  }

  private static boolean means(Tag tag, UrlGate urlGate) {
    boolean described = false;
    for (int i = 0; i < tag.count; i++) {
      if (tag.name(i) == AttributeName.OTHER && tag.hasValue(i)) {
        int from = Scan.skipSpace(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
        if (is(tag, i, ALT)) {
          described = isText(tag.bytes, from, tag.valueTo(i), urlGate);
        } else if ((is(tag, i, WIDTH) || is(tag, i, HEIGHT))
            && isTiny(tag.bytes, from, tag.valueTo(i))) {
          return false;
        }
      }
    }
    return described;
  }

  private static boolean is(Tag tag, int i, byte[] name) {
    return Scan.isIgnoringCase(tag.bytes, tag.nameFrom(i), tag.nameTo(i), name);
  }

  private static boolean isText(byte[] value, int from, int to, UrlGate urlGate) {
    return from < to && (value[from] != '&' || !urlGate.text(value, from, to).isBlank());
  }

  /**
   * Returns whether a value is a small number of pixels. HTML reads the digits and ignores what
   * follows.
   */
  private static boolean isTiny(byte[] value, int from, int to) {
    int pixels = 0;
    int i = from;
    while (i < to && value[i] >= '0' && value[i] <= '9' && pixels < SMALLEST) {
      pixels = 10 * pixels + value[i++] - '0';
    }
    return i > from && pixels < SMALLEST && (i == to || value[i] != '%');
  }
}
