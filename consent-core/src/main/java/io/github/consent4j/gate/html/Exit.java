package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteSink;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The output of a gate. Only one call at a time may use it. If the document is ended during another
 * call, the end does not wait, and nothing is written any more. Thread-safe.
 */
final class Exit implements ByteSink {

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Exit.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** No call is in progress. */
  private static final int FREE = 0;

  private static final int BUSY = 1;

  /** The document was ended during a call, which may not write any more. */
  private static final int CUT = 2;

  /** No further call is possible. */
  private static final int CLOSED = 3;

  private final ByteSink sink;
  private volatile int state;

  Exit(ByteSink sink) {
    this.sink = sink;
  }

  /** Begins a call. Returns false if another call is in progress, or if the document was ended. */
  boolean enter() {
    return STATE.compareAndSet(this, FREE, BUSY);
  }

  /** Ends the current call. */
  void leave() throws IOException {
    if (!STATE.compareAndSet(this, BUSY, FREE)) {
      state = CLOSED;
      throw cut();
    }
  }

  /** Ends the current call after a failure. No further call is possible. */
  void fail() {
    state = CLOSED;
  }

  /**
   * Refuses all further calls.
   *
   * @return whether the caller has to end the document: no call is in progress, and the document
   *     was not ended before
   */
  boolean close() {
    while (true) {
      int now = state;
      if (now == CUT || now == CLOSED) {
        return false;
      }
      if (STATE.compareAndSet(this, now, now == FREE ? CLOSED : CUT)) {
        return now == FREE;
      }
    }
  }

  boolean isClosed() {
    return state >= CUT;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (state == CUT) {
      throw cut();
    }
    sink.write(bytes, offset, length);
  }

  private static IOException cut() {
    return new IOException("The document was ended by another call while it was written");
  }
}
