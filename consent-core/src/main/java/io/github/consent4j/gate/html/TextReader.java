package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.CharacterReferences;
import io.github.consent4j.gate.token.Output;
import java.io.IOException;

/** Reads the text of one element at a time: a script or a style sheet. */
interface TextReader {

  /** Handles characters that stand for themselves. */
  void text(byte[] bytes, int from, int to, Output out) throws IOException;

  /**
   * Handles the text that a character reference stands for.
   *
   * @param place where the reference begins
   */
  void reference(int place, byte[] meant, int length, Output out) throws IOException;

  /** Ends the element. */
  void end(Output out) throws IOException;

  /** Handles text that may contain character references, as in scripts within XML. */
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
