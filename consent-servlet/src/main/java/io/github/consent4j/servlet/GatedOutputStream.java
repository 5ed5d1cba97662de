package io.github.consent4j.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The stream that the application writes a gated response to. */
final class GatedOutputStream extends ServletOutputStream {

  private final GatedBodyResponse response;
  private final GatedBody body;
  private @Nullable Ending afterDrain;

  /** What comes when everything has been written. */
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  GatedOutputStream(GatedBodyResponse response, GatedBody body) {
    this.response = response;
    this.body = body;
  }

  @Override
  public void write(int b) throws IOException {
    body.write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    body.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (!body.isBegun()) {
      response.plan().decide();
    }
    body.flush();
  }

  @Override
  public void close() throws IOException {
    response.finish();
    if (!response.isOver()) {
      drainThen(body.exit().stream()::close);
    }
  }

  @Override
  public boolean isReady() {
    return body.exit().stream().isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    body.exit().setNonBlocking();
    body.exit().stream()
        .setWriteListener(
            new WriteListener() {
              @Override
              public void onWritePossible() throws IOException {
                if (afterDrain == null) {
                  listener.onWritePossible();
                } else {
                  drainThen(afterDrain);
                }
              }

              @Override
              public void onError(Throwable failure) {
                listener.onError(failure);
              }
            });
  }

  /** Runs something as soon as the container has taken everything that was gathered. */
  void drainThen(Ending ending) throws IOException {
    if (body.exit().drain()) {
      afterDrain = null;
      ending.run();
    } else {
      afterDrain = ending;
    }
  }
}
