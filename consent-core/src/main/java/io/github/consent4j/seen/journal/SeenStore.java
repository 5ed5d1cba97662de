package io.github.consent4j.seen.journal;

import java.io.IOException;

/** Keeps one list of what was seen for several processes. Thread-safe. */
@FunctionalInterface
public interface SeenStore {

  /**
   * Adds a batch to the list. A batch that is there already is not added again, so that one whose
   * outcome is not known can be repeated.
   *
   * @return the list with the batch, and with what other processes have added
   * @throws IOException if the store cannot be reached; whether the batch is there is not known
   */
  SeenList add(SeenBatch batch) throws IOException;
}
