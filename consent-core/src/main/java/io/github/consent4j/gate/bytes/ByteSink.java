package io.github.consent4j.gate.bytes;

import java.io.IOException;

/** Receives the bytes that leave the HTML gate. */
@FunctionalInterface
public interface ByteSink {

  /** Receives a slice of an array. The caller may reuse the array as soon as the call returns. */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
