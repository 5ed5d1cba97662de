package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.StyleGate;
import java.io.IOException;
import java.util.function.Function;

/** Checks whether a body contains anything that may ever be blocked. */
public interface Look extends Pipe {

  /** Returns whether the bytes until now contain it. */
  boolean holds();

  /** Returns whether there are findings that have not been passed to the listener. */
  boolean hasFindings();

  /**
   * Checks a style sheet.
   *
   * @param gate a gate that only checks
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

  /** Checks a drawing. Its length changes if something is blocked. */
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
      // A drawing that is cut has changed as well.
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
