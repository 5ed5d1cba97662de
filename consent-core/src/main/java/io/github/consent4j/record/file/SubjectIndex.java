package io.github.consent4j.record.file;

import io.github.consent4j.format.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where the records of each visitor stand in a day's file, and a summary of the day. */
interface SubjectIndex {

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
    byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() >>> 1;
  }
}
