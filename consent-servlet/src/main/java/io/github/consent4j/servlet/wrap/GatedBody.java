package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.plan.BodyPlan;
import io.github.consent4j.servlet.render.BodyKind;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a gated response. Its first bytes decide how it is handled. Only what cannot be
 * decided yet waits. Only one call at a time may use it, unless the body is not a page.
 */
final class GatedBody {

  private final BooleanSupplier over;
  private final IntSupplier room;
  private final BodyPlan plan;
  private final Turn turn;
  private final ContainerStream exit;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
  private @Nullable Pipe pipe;

  /** True if the body is not a page, so that writes need not wait for a turn. */
  private volatile boolean noPage;

  private boolean open;
  private boolean continued;

  /** The number of bytes that the application has written, of a body that the gate reads. */
  private long written;

  /**
   * @param over returns whether an error or a redirect has replaced the body
   * @param room returns the number of bytes that the container keeps before it sends any
   */
  GatedBody(
      BooleanSupplier over, IntSupplier room, BodyPlan plan, Turn turn, ServletOutputStream out) {
    this.over = over;
    this.room = room;
    this.plan = plan;
    this.turn = turn;
    this.exit = new ContainerStream(out, turn);
  }

  ContainerStream exit() {
    return exit;
  }

  boolean isNoPage() {
    return noPage;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0 || over.getAsBoolean()) {
      return;
    }
    if (noPage || !writeInTurn(bytes, offset, length)) {
      plan.settle();
      open = true;
      exit.write(bytes, offset, length);
      exit.drain();
    }
  }

  /**
   * Writes bytes in turn. Returns false for bytes that need no turn, because the body is not a
   * page; these are not written.
   */
  private boolean writeInTurn(byte[] bytes, int offset, int length) throws IOException {
    turn.enter();
    try {
      written += length;
      plan.settle();
      if (pipe == null && !decide(bytes, offset, length)) {
        return true;
      }
      if (noPage) {
        return false;
      }
      open = true;
      into(bytes, offset, length);
      exit.drain();
      return true;
    } finally {
      leave();
    }
  }

  /**
   * Ends a turn. If the body was cut meanwhile, this call discards it, because it was the one in
   * progress.
   */
  private void leave() {
    if (turn.isCut()) {
      discard();
    }
    turn.leave();
  }

  private void into(byte[] bytes, int offset, int length) throws IOException {
    if (pipe != null) {
      pipe.write(bytes, offset, length);
    }
  }

  /** Decides if the first bytes are enough; otherwise keeps them. */
  private boolean decide(byte[] bytes, int offset, int length) throws IOException {
    if (start.size() == 0 && mayBegin(length)) {
      begin(bytes, offset, length);
      return true;
    }
    start.write(bytes, offset, length);
    if (mayBegin(start.size())) {
      release();
    }
    return false;
  }

  private boolean mayBegin(int length) {
    return plan.decides(length) && (length >= room.getAsInt() || !plan.mayGetContentPolicy(length));
  }

  private void begin(byte[] bytes, int offset, int length) {
    byte[] first = new byte[Math.min(length, BodyKind.SNIFFED_BYTES)];
    System.arraycopy(bytes, offset, first, 0, first.length);
    pipe = plan.pipe(first, exit, continued);
    noPage = pipe == exit && plan.isNoPage();
  }

  /** Decides with the bytes that are there. */
  private void release() throws IOException {
    if (start.size() > 0) {
      byte[] all = start.toByteArray();
      start.reset();
      begin(all, 0, all.length);
      open = true;
      into(all, 0, all.length);
      exit.drain();
    }
  }

  /**
   * Writes what can be decided on. Does nothing if another call is in progress, which does so
   * itself.
   */
  void flush() throws IOException {
    if (over.getAsBoolean()) {
      return;
    }
    if (noPage) {
      flushAll();
    } else if (turn.enterIfFree(exit.isNonBlocking())) {
      try {
        flushAll();
      } finally {
        leave();
      }
    }
  }

  private void flushAll() throws IOException {
    if (!isBegun()) {
      plan.decide();
    }
    release();
    plan.settle();
    if (pipe != null && open && plan.isWhole(written)) {
      // This is the end, so the length is known before the container sends anything.
      end(pipe);
      plan.lengthIs(exit.written());
    } else if (pipe != null) {
      pipe.flush();
    }
    if (exit.drain()) {
      flushContainer();
    }
  }

  private void flushContainer() throws IOException {
    if (!exit.isNonBlocking() || exit.stream().isReady()) {
      exit.stream().flush();
    }
  }

  /** Ends the page. Anything that is written afterwards is read as another page. */
  void finish() throws IOException {
    if (over.getAsBoolean()) {
      return;
    }
    release();
    plan.settle();
    if (pipe != null && open) {
      end(pipe);
    }
    exit.drain();
  }

  private void end(Pipe ended) throws IOException {
    ended.finish();
    pipe = null;
    noPage = false;
    open = false;
    continued = true;
  }

  /** Returns whether the application has written anything. */
  boolean isBegun() {
    return pipe != null || continued || start.size() > 0;
  }

  void discard() {
    start.reset();
    exit.discard();
    if (pipe != null) {
      pipe.release();
    }
    pipe = null;
    noPage = false;
    open = false;
    continued = false;
    written = 0;
  }
}
