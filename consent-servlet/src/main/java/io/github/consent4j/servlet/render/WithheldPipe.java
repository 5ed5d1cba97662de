package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Discards a page that cannot be read, and sends a short text in its place. */
public final class WithheldPipe implements Pipe {

  private static final byte[] TEXT =
      "This page cannot be shown.\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteSink exit;

  public WithheldPipe(ByteSink exit) {
    this.exit = exit;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    // The bytes have not been read by the gate, and so they are not sent.
  }

  @Override
  public void finish() throws IOException {
    exit.write(TEXT, 0, TEXT.length);
  }
}
