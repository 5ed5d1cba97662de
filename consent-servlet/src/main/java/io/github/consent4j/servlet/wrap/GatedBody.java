package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.render.BodyKind;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a gated response: decides with the first bytes what becomes of it, then leads it
 * there. Holds nothing back but what cannot be decided yet. One call at a time is in there, unless
 * the body is no page.
 */
final class GatedBody {

  private final BooleanSupplier over;
  private final BodyPlan plan;
  private final Turn turn;
  private final ContainerStream exit;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
  private @Nullable Pipe pipe;

  /** Whether the body is no page, and passes without waiting for a turn. */
  private volatile boolean noPage;

  private boolean open;
  private boolean continued;

  /** How many bytes the application has written of what is read. */
  private long written;

  /**
   * @param over tells whether an error or a redirect has taken the place of the body
   */
  GatedBody(BooleanSupplier over, BodyPlan plan, Turn turn, ServletOutputStream out) {
    this.over = over;
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

  /** Leads bytes to where they belong, but for those of what is no page. */
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

  /** Whoever finds the body cut has been in there, and clears up. */
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

  /** Decides if the first bytes suffice; keeps them if not. */
  private boolean decide(byte[] bytes, int offset, int length) throws IOException {
    if (start.size() == 0 && plan.decides(length)) {
      begin(bytes, offset, length);
      return true;
    }
    start.write(bytes, offset, length);
    byte[] all = start.toByteArray();
    if (plan.decides(all.length)) {
      release();
    }
    return false;
  }

  private void begin(byte[] bytes, int offset, int length) {
    byte[] first = new byte[Math.min(length, BodyKind.SNIFFED_BYTES)];
    System.arraycopy(bytes, offset, first, 0, first.length);
    pipe = plan.pipe(first, exit, continued);
    noPage = pipe == exit && plan.isNoPage();
  }

  /** Decides by what there is. */
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

  /** Lets out what can be decided; does nothing if another call is there, which does so itself. */
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
      // there is no more to come, so that the length is known before the container sends anything
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

  /** Ends the page. What is written afterwards all the same is read as a page of its own. */
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

  /** Whether the application has written anything. */
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
