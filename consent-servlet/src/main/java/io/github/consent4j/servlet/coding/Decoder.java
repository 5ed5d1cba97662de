package io.github.consent4j.servlet.coding;

import io.github.consent4j.gate.bytes.ByteSink;

/** Decompresses a body that arrives in pieces, which may be divided at any byte. */
public interface Decoder extends ByteSink {

  /** Frees the memory that the decompression uses outside of the heap. */
  void finish();
}
