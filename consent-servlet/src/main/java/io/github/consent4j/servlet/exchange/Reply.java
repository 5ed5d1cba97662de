package io.github.consent4j.servlet.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** A response of the library itself. Not thread-safe. */
public interface Reply extends ResponseHead {

  /** Writes the whole body. */
  void write(byte[] body) throws IOException;

  /** Writes the whole body part by part, so that it is never held as a whole. */
  void write(Body body) throws IOException;

  /** Sends what was written. */
  void flush() throws IOException;

  /** Discards what was set and written, if nothing has been sent. */
  void reset();

  /** A body that is written to a stream. */
  interface Body {

    /**
     * Writes the body.
     *
     * @param out not closed
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
