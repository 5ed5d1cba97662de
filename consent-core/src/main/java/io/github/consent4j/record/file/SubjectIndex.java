package io.github.consent4j.record.file;

import java.io.IOException;

/** Where the records of each visitor stand in a day's file, and a summary of the day. */
interface SubjectIndex {

  /** An odd factor with many bits, which spreads what is multiplied. */
  long PRIME = 0x9e3779b97f4a7c15L;

  /** Returns the summary of the day. */
  Summary summary();

  /**
   * Returns the positions of all lines with a hash, ascending, each once. Other lines can be among
   * them.
   *
   * @throws IOException if the index cannot be read
   */
  long[] positions(long hash) throws IOException;

  /** Returns the hash of a consent identifier, or of an erased record's digest; not negative. */
  static long hash(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
      hash ^= hash >>> 32;
    }
    return hash >>> 1;
  }
}
