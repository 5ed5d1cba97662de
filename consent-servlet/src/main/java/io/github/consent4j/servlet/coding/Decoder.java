package io.github.consent4j.servlet.coding;

import io.github.consent4j.gate.bytes.ByteSink;

/** Takes a compressed body in pieces cut anywhere, and passes it on as it was before. */
public interface Decoder extends ByteSink {

  /** Frees what the decompression holds outside the heap. */
  void finish();
}
