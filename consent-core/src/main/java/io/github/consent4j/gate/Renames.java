package io.github.consent4j.gate;

/** Takes attributes out of effect by giving them other names, under which they can be restored. */
final class Renames {

  private static final byte[] RENAMED = Scan.ascii("data-consent-");
  private static final byte[] OUT_OF_THE_WAY = Scan.ascii("data-was-");
  private static final byte[] DASH = Scan.ascii("-");

  private final Edits edits;

  /** Whether prefixes of names mean something. */
  private boolean xml;

  /**
   * @param edits takes the changes
   */
  Renames(Edits edits) {
    this.edits = edits;
  }

  void begin(boolean inXml) {
    xml = inXml;
  }

  /** Puts a prefix before the name of an attribute. */
  void rename(Tag tag, int i) {
    edits.insert(tag.nameFrom(i), RENAMED);
    int colon = xml ? Scan.find(tag.bytes, tag.nameFrom(i), tag.nameTo(i), ':') : tag.nameTo(i);
    if (colon < tag.nameTo(i)) {
      // a prefix of that name would be undeclared
      edits.replace(colon, colon + 1, DASH);
    }
  }

  /** Renames every attribute of a name, from one on. */
  void renameAll(Tag tag, int first, AttributeName name) {
    for (int i = first; i < tag.count; i++) {
      if (tag.name(i) == name) {
        rename(tag, i);
      }
    }
  }

  /** Renames attributes that the page itself gave the names which are used here. */
  void moveOwnNamesAway(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      int from = tag.nameFrom(i);
      boolean isMeant = tag.name(i) == AttributeName.DATA_CONSENT_OPEN;
      if (!isMeant && Scan.startsWithIgnoringCase(tag.bytes, from, tag.nameTo(i), RENAMED)) {
        edits.insert(from, OUT_OF_THE_WAY);
      }
    }
  }
}
