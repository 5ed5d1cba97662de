package io.github.consent4j.gate.bytes;

import java.io.IOException;

/** Receives the bytes that the application writes, and passes on the bytes that leave. */
public interface Pipe extends ByteSink {

  /** Passes on everything that can be decided by now. */
  default void flush() throws IOException {}

  /** Ends the body. */
  default void finish() throws IOException {}

  /** Ends the body and discards what is still held, because it cannot be read. */
  default void cut() throws IOException {}

  /** Frees the memory outside of the heap. Nothing is passed on. */
  default void release() {}
}
