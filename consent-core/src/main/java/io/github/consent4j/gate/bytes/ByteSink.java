package io.github.consent4j.gate.bytes;

import io.github.consent4j.gate.html.HtmlGate;
import java.io.IOException;

/** Takes the bytes that leave the {@link HtmlGate}. */
@FunctionalInterface
public interface ByteSink {

  /** Takes a slice of an array, which the caller may reuse as soon as the call returns. */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
