package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import java.io.IOException;

/** One export while it is written. */
interface Sheet {

  /** Writes what stands before the first record. */
  void begin() throws IOException;

  /** Writes one record, or keeps it until the end. */
  void add(ConsentRecord record) throws IOException;

  /** Writes what stands behind the last record. */
  void end() throws IOException;
}
