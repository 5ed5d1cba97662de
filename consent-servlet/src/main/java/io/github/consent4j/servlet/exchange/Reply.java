package io.github.consent4j.servlet.exchange;

import java.io.IOException;

/** A response of the library itself. Not thread-safe. */
public interface Reply extends ResponseHead {

  /** Writes the whole body. */
  void write(byte[] body) throws IOException;

  /** Sends what was written. */
  void flush() throws IOException;

  /** Discards what was set and written, if nothing has been sent. */
  void reset();
}
