package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.util.Optional;

/**
 * A line of the spool.
 *
 * @param text the line without its end
 * @param bytes number of bytes with its end
 */
record SpoolLine(String text, int bytes) {

  /** Returns whether the record was erased. */
  boolean isErased() {
    return text.isBlank();
  }

  /** Returns the record; empty if the line is damaged. */
  Optional<ConsentRecord> record() {
    try {
      return Optional.of(RecordJson.read(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
