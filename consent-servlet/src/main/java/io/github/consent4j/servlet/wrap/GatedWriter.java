package io.github.consent4j.servlet.wrap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Receives the characters of the application's writer. It encodes a page and writes the bytes to
 * the gate. Anything else is written to the container's own writer.
 */
final class GatedWriter extends Writer {

  private final GatedBodyResponse response;
  private final Charset charset;
  private final Turn turn;
  private volatile @Nullable Writer target;

  GatedWriter(GatedBodyResponse response, Charset charset, Turn turn) {
    this.response = response;
    this.turn = turn;
    this.charset = charset;
  }

  private Writer target() throws IOException {
    Writer known = target;
    if (known == null) {
      known = response.plan().isSurelyUntouched() ? response.containerWriter() : encoder();
      target = known;
    }
    return known;
  }

  private Writer encoder() throws IOException {
    response.sayEncoding();
    return new OutputStreamWriter(new Encoded(response.gatedStream()), charset);
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    write(writer -> writer.write(chars, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(writer -> writer.write(text, offset, length));
  }

  /** Something to be written. */
  @FunctionalInterface
  private interface Piece {
    void writeTo(Writer writer) throws IOException;
  }

  /** Writes in turn. Otherwise characters that are still in the encoder would be mixed. */
  private void write(Piece piece) throws IOException {
    if (response.isOver()) {
      return;
    }
    if (!passes() && !writeInTurn(piece)) {
      return;
    }
    piece.writeTo(target());
  }

  /**
   * Returns whether the characters are written to the container's own writer, because they belong
   * to no page.
   */
  private boolean passes() {
    return target instanceof PrintWriter && response.isNoPage();
  }

  /** Writes in turn. Returns true if the piece is not written yet, because it needs no turn. */
  private boolean writeInTurn(Piece piece) throws IOException {
    turn.enter();
    try {
      Writer writer = target();
      if (passes()) {
        return true;
      }
      piece.writeTo(writer);
      return false;
    } finally {
      turn.leave();
    }
  }

  @Override
  public void flush() throws IOException {
    if (response.isOver()) {
      return;
    }
    Writer known = target;
    if (known == null) {
      response.flushBuffer();
    } else if (passes()) {
      flush(known);
    } else if (turn.enterIfFree(false)) {
      try {
        flush(known);
      } finally {
        turn.leave();
      }
    }
  }

  private void flush(Writer known) throws IOException {
    known.flush();
    if (!(known instanceof PrintWriter container)) {
      response.gatedStream().flush();
    } else if (container.checkError()) {
      throw new IOException("The container could not write the response");
    }
  }

  @Override
  public void close() throws IOException {
    if (response.isOver()) {
      return;
    }
    if (!response.finish()) {
      return;
    }
    if (target instanceof PrintWriter container) {
      container.close();
    } else {
      response.gatedStream().close();
    }
  }

  /** Writes the characters that are still in the encoder, without flushing the container. */
  void drain() throws IOException {
    Writer known = target;
    if (known != null && !(known instanceof PrintWriter)) {
      known.flush();
    }
  }

  /** Discards what is still in the encoder. */
  void discard() {
    target = null;
  }

  /** The stream between encoder and gate. Draining the encoder must not flush the gate. */
  private static final class Encoded extends FilterOutputStream {

    Encoded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      // The gate is flushed separately.
    }
  }
}
