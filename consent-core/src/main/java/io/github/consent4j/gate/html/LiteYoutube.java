package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Tag;

/**
 * Blocks the picture of the element {@code lite-youtube} (library lite-youtube-embed). The element
 * loads the picture as soon as it exists, unless it has one already. So it gets a disarmed one, as
 * {@link StyleSheet} would write it.
 */
final class LiteYoutube {

  private static final String PICTURES = "https://i.ytimg.com/vi/";
  private static final int LONGEST = 32;

  private LiteYoutube() {}

  /**
   * Blocks the picture if necessary. Returns the blocked service, as {@link UrlGate#decide} does.
   */
  static int holdPicture(Tag tag, HtmlRules rules, UrlGate urlGate, Edits edits) {
    int id = tag.find(AttributeName.VIDEOID);
    if (id < 0 || tag.find(AttributeName.STYLE) >= 0 || !isSimple(tag, id)) {
      return UrlGate.PASSES;
    }
    String picture = PICTURES + tag.text(id) + "/hqdefault.jpg";
    int verdict = urlGate.decide(picture, false);
    if (verdict != UrlGate.PASSES) {
      edits.insert(tag.nameEnd, Scan.ascii(" style=\"background-image:url("));
      edits.insert(tag.nameEnd, rules.disarming(verdict));
      edits.insert(tag.nameEnd, Scan.ascii(picture + ")\""));
    }
    return verdict;
  }

  private static boolean isSimple(Tag tag, int id) {
    int from = tag.valueFrom(id);
    int to = tag.valueTo(id);
    int p = from;
    while (p < to && (Scan.is(tag.bytes[p], Scan.LETTER) || isDigitOrDash(tag.bytes[p]))) {
      p++;
    }
    return p == to && to > from && to - from <= LONGEST;
  }

  private static boolean isDigitOrDash(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '_';
  }
}
