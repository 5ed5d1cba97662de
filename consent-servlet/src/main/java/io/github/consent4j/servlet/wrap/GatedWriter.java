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
 * Under the writer that the application gets. A page is encoded here and goes through the gate as
 * bytes; anything else goes to the container's own writer.
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

  /** Writes in turn: what is still in the encoder would be mixed otherwise. */
  private void write(Piece piece) throws IOException {
    if (response.isOver()) {
      return;
    }
    if (!passes() && !writeInTurn(piece)) {
      return;
    }
    piece.writeTo(target());
  }

  /** Whether the characters go to the container's own writer, and are no page's. */
  private boolean passes() {
    return target instanceof PrintWriter && response.isNoPage();
  }

  /** Whether the piece is still to be written, because it needs no turn. */
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

  /** Hands on the characters that are still in the encoder, without flushing the container. */
  void drain() throws IOException {
    Writer known = target;
    if (known != null && !(known instanceof PrintWriter)) {
      known.flush();
    }
  }

  /** Forgets what is still in the encoder. */
  void discard() {
    target = null;
  }

  /** Between encoder and gate: draining the one must not flush the other. */
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
      // the gate is flushed on its own
    }
  }
}
