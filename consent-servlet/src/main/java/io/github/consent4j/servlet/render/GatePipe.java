package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.servlet.coding.Pipe;
import java.io.IOException;

/** The HTML gate as a pipe. */
final class GatePipe implements Pipe {

  private final HtmlGate gate;

  GatePipe(HtmlGate gate) {
    this.gate = gate;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    gate.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    gate.flush();
  }

  @Override
  public void finish() throws IOException {
    gate.finish();
  }
}
