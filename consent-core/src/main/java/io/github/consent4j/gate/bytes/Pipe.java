package io.github.consent4j.gate.bytes;

import java.io.IOException;

/** Bytes go in as somebody writes them, and come out changed at the other end. */
public interface Pipe extends ByteSink {

  /** Lets everything out that can be decided by now. */
  default void flush() throws IOException {}

  /** Ends the body. */
  default void finish() throws IOException {}

  /** Ends the body without what is still held, because it cannot be read. */
  default void cut() throws IOException {}

  /** Frees what is held outside the heap; nothing leaves. */
  default void release() {}
}
