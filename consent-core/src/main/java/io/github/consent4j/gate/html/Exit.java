package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteSink;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The output of a gate. One call at a time uses it. An end that finds another call at work does not
 * wait: from then on nothing leaves. Thread-safe.
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

  /** Nobody is in the gate. */
  private static final int FREE = 0;

  private static final int BUSY = 1;

  /** Somebody is in the gate, and is to leave. */
  private static final int CUT = 2;

  /** Nobody enters the gate any more. */
  private static final int CLOSED = 3;

  private final ByteSink sink;
  private volatile int state;

  Exit(ByteSink sink) {
    this.sink = sink;
  }

  /** Lets a call in, unless another one is there, or the end has come. */
  boolean enter() {
    return STATE.compareAndSet(this, FREE, BUSY);
  }

  /** The call that was let in is over. */
  void leave() throws IOException {
    if (!STATE.compareAndSet(this, BUSY, FREE)) {
      state = CLOSED;
      throw cut();
    }
  }

  /** The call that was let in has failed, and left the gate unfit for another one. */
  void fail() {
    state = CLOSED;
  }

  /**
   * Lets nobody in any more.
   *
   * @return whether the document is the caller's to end: nobody was there, and nobody has ended it
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
