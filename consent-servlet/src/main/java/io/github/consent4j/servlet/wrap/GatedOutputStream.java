package io.github.consent4j.servlet.wrap;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The stream to which the application writes a gated response. */
final class GatedOutputStream extends ServletOutputStream {

  private final End end;
  private final GatedBody body;
  private final Turn turn;
  private @Nullable Ending afterDrain;

  /** Called when everything was written. */
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  /** Ends the body. */
  @FunctionalInterface
  interface End {

    /** Returns whether the body has ended, and nothing has taken its place. */
    boolean reach() throws IOException;
  }

  GatedOutputStream(End end, GatedBody body, Turn turn) {
    this.end = end;
    this.body = body;
    this.turn = turn;
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
    body.flush();
  }

  @Override
  public void close() throws IOException {
    if (end.reach()) {
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
                Ending ending = afterDrain();
                if (ending == null) {
                  listener.onWritePossible();
                } else {
                  drainThen(ending);
                }
              }

              @Override
              public void onError(Throwable failure) {
                listener.onError(failure);
              }
            });
  }

  private @Nullable Ending afterDrain() {
    if (!turn.enterIfFree(true)) {
      return null;
    }
    try {
      return afterDrain;
    } finally {
      turn.leave();
    }
  }

  /** Runs something as soon as the container has accepted everything that was collected. */
  void drainThen(Ending ending) throws IOException {
    if (isDrained(ending)) {
      ending.run();
    }
  }

  /** Returns whether the container has accepted everything. If not, the ending runs later. */
  boolean isDrained(Ending ending) throws IOException {
    if (!body.exit().isNonBlocking()) {
      return true;
    }
    turn.enter();
    try {
      boolean drained = body.exit().drain();
      afterDrain = drained ? null : ending;
      return drained;
    } finally {
      turn.leave();
    }
  }
}
