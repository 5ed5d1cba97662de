package io.github.consent4j.gate.html;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.LazyAttributes;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Tag;
import java.util.List;
import java.util.stream.Stream;

/**
 * Disables attributes by giving them other names. From these names the script of the page restores
 * them.
 */
final class Renames {

  private static final byte[] RENAMED = Scan.ascii(ConsentAttribute.PREFIX);
  private static final byte[] OUT_OF_THE_WAY = Scan.ascii("data-was-");
  private static final byte[] DASH = Scan.ascii("-");

  /**
   * The attributes that {@code shared.js} restores from their prefixed names, beside the attributes
   * of lazy loaders. The gate and the guard rename no others.
   */
  static final List<String> REVIVED =
      List.of(
          "allow",
          "background",
          "content",
          "data",
          "from",
          "href",
          "imagesrcset",
          "name",
          "ping",
          "poster",
          "src",
          "srcdoc",
          "srcset",
          "to",
          "type",
          "values",
          "xlink:href");

  private static final byte[][] OWN =
      Stream.concat(Stream.of(ConsentAttribute.SERVICE.end(), "xlink-href"), REVIVED.stream())
          .map(Scan::ascii)
          .toArray(byte[][]::new);

  private static final byte[] LAZY = Scan.ascii("data-");

  private final Edits edits;

  /** True if a prefix of a name has a meaning. */
  private boolean xml;

  private final LazyAttributes lazy;

  /**
   * @param edits receives the changes
   * @param lazy attributes that the site has configured
   */
  Renames(Edits edits, LazyAttributes lazy) {
    this.edits = edits;
    this.lazy = lazy;
  }

  void begin(boolean inXml) {
    xml = inXml;
  }

  /** Puts the prefix before the name of an attribute. */
  void rename(Tag tag, int i) {
    edits.insert(tag.nameFrom(i), RENAMED);
    int colon = xml ? Scan.find(tag.bytes, tag.nameFrom(i), tag.nameTo(i), ':') : tag.nameTo(i);
    if (colon < tag.nameTo(i)) {
      // A namespace prefix of that name would be undeclared.
      edits.replace(colon, colon + 1, DASH);
    }
  }

  /** Renames every attribute of a name, beginning with the given one. */
  void renameAll(Tag tag, int first, AttributeName name) {
    for (int i = first; i < tag.count; i++) {
      if (tag.name(i) == name) {
        rename(tag, i);
      }
    }
  }

  /**
   * Renames attributes to which the page itself gave one of the names used here. Otherwise they
   * would be restored, whoever wrote them. Other attributes with the same beginning have no meaning
   * here and stay.
   */
  void moveOwnNamesAway(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      int from = tag.nameFrom(i);
      int to = tag.nameTo(i);
      if (Scan.startsWithIgnoringCase(tag.bytes, from, to, RENAMED)
          && isOwn(tag.bytes, from + RENAMED.length, to)) {
        edits.insert(from, OUT_OF_THE_WAY);
      }
    }
  }

  private boolean isOwn(byte[] bytes, int from, int to) {
    return Scan.isAnyIgnoringCase(bytes, from, to, OWN)
        || Scan.startsWithIgnoringCase(bytes, from, to, LAZY)
        || lazy.has(bytes, from, to);
  }
}
