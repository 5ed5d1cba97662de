package io.github.consent4j.servlet;

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
  private @Nullable Writer target;

  GatedWriter(GatedBodyResponse response, Charset charset) {
    this.response = response;
    this.charset = charset;
  }

  private Writer target() throws IOException {
    if (target == null) {
      target = response.plan().isSurelyUntouched() ? response.containerWriter() : encoder();
    }
    return target;
  }

  private Writer encoder() throws IOException {
    response.sayEncoding();
    return new OutputStreamWriter(new Encoded(response.gatedStream()), charset);
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    if (!response.isOver()) {
      target().write(chars, offset, length);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    if (!response.isOver()) {
      target().write(text, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (response.isOver()) {
      return;
    }
    if (target == null) {
      response.flushBuffer();
      return;
    }
    target.flush();
    if (target instanceof PrintWriter container) {
      if (container.checkError()) {
        throw new IOException("The container could not write the response");
      }
    } else {
      response.gatedStream().flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (response.isOver()) {
      return;
    }
    response.finish();
    if (target instanceof PrintWriter container) {
      container.close();
    } else {
      response.gatedStream().close();
    }
  }

  /** Hands on the characters that are still in the encoder, without flushing the container. */
  void drain() throws IOException {
    if (target != null && !(target instanceof PrintWriter)) {
      target.flush();
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
