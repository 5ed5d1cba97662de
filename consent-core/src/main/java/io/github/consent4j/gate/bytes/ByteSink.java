package io.github.consent4j.gate.bytes;

import java.io.IOException;

/** Takes the bytes that leave the HTML gate. */
@FunctionalInterface
public interface ByteSink {

  /** Takes a slice of an array, which the caller may reuse as soon as the call returns. */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
