package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.html.StyleGate;
import io.github.consent4j.servlet.coding.Pipe;
import java.io.IOException;

/** The gate for style sheets as a pipe. */
record StylePipe(StyleGate gate) implements Pipe {

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    gate.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    gate.finish();
  }
}
