package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import java.io.IOException;
import java.util.List;

/** The way to where records survive a crash. One thread appends; others may erase. */
interface Route {

  /**
   * Returns when the records survive a crash.
   *
   * @throws IOException if not all of them are known to
   */
  void append(List<ConsentRecord> records) throws IOException;

  /**
   * Erases the records of a visitor, in the store and on the way to it.
   *
   * @return the number of erased records
   * @throws IOException if not all of them are known to be erased
   */
  int erase(String consentId) throws IOException;

  /** Ends the use of the route and closes the store, within a bounded time. */
  void close();
}
