package io.github.consent4j.gate;

import java.io.IOException;

/** Text in which character references stand for characters: where scripts or styles are markup. */
final class MarkupText {

  /** Takes text as it is meant. */
  interface Reader {

    /** Takes characters that stand for themselves. */
    void text(byte[] bytes, int from, int to, Output out) throws IOException;

    /**
     * Takes what a reference stands for.
     *
     * @param place where the reference begins
     */
    void reference(int place, byte[] meant, int length, Output out) throws IOException;
  }

  private MarkupText() {}

  static void read(byte[] bytes, int from, int to, SpareArrays spares, Reader reader, Output out)
      throws IOException {
    int p = from;
    while (p < to) {
      int ampersand = Scan.find(bytes, p, to, '&');
      reader.text(bytes, p, ampersand, out);
      p = ampersand;
      if (p < to) {
        HeldBytes meant = new HeldBytes(spares);
        p = CharacterReferences.decodeInText(bytes, ampersand, to, meant);
        reader.reference(ampersand, meant.array, meant.length, out);
        meant.close();
      }
    }
  }
}
