package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.StyleGate;
import java.io.IOException;
import java.util.function.Function;

/** Finds out whether there is anything in a body that may ever be held back. */
public interface Look extends Pipe {

  /** Whether there is, in what has been read. */
  boolean holds();

  /** Whether there is something that is to be told of, and has not been. */
  boolean hasFindings();

  /**
   * Looks at a style sheet.
   *
   * @param gate that is only looking
   */
  record AtSheet(StyleGate gate) implements Look {

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      gate.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
      gate.finish();
    }

    @Override
    public boolean holds() {
      return gate.holds();
    }

    @Override
    public boolean hasFindings() {
      return gate.hasFindings();
    }
  }

  /** Looks at a drawing, which grows with whatever is held back. */
  final class AtDrawing implements Look {

    private final HtmlGate gate;
    private long in;
    private long out;

    AtDrawing(Function<ByteSink, HtmlGate> gate) {
      this.gate = gate.apply((bytes, offset, length) -> out += length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      in += length;
      gate.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
      gate.finish();
      // one that is cut short has changed as well
      out = out == in ? out : in + 1;
    }

    @Override
    public boolean holds() {
      return out > in;
    }

    @Override
    public boolean hasFindings() {
      return false;
    }
  }
}
