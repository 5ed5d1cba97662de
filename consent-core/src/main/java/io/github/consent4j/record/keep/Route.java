package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import java.io.IOException;
import java.util.List;

/** The way to where records survive a crash. One thread uses it. */
interface Route {

  /**
   * Returns when the records survive a crash.
   *
   * @throws IOException if not all of them are known to
   */
  void append(List<ConsentRecord> records) throws IOException;

  /** Ends the use of the route and closes the store, within a bounded time. */
  void close();
}
