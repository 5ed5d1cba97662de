package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.CharacterReferences;
import io.github.consent4j.gate.token.Output;
import java.io.IOException;

/** Reads the text of one element after the other: of scripts, or of style sheets. */
interface TextReader {

  /** Takes characters that stand for themselves. */
  void text(byte[] bytes, int from, int to, Output out) throws IOException;

  /**
   * Takes what a character reference stands for.
   *
   * @param place where the reference begins
   */
  void reference(int place, byte[] meant, int length, Output out) throws IOException;

  /** The element ends. */
  void end(Output out) throws IOException;

  /** Takes text in which references stand for characters, as where scripts are markup. */
  default void textWithReferences(byte[] bytes, int from, int to, ArrayPool arrays, Output out)
      throws IOException {
    int p = from;
    while (p < to) {
      int ampersand = Scan.find(bytes, p, to, '&');
      text(bytes, p, ampersand, out);
      p = ampersand;
      if (p < to) {
        ByteArrayBuilder meant = new ByteArrayBuilder(arrays);
        p = CharacterReferences.decodeInText(bytes, ampersand, to, meant);
        reference(ampersand, meant.array, meant.length, out);
        meant.close();
      }
    }
  }
}
