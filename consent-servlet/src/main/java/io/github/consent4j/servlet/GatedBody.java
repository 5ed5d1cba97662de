package io.github.consent4j.servlet;

import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a gated response: decides with the first bytes what becomes of it, then leads it
 * there. Holds nothing back but what cannot be decided yet.
 */
final class GatedBody {

  private final GatedBodyResponse response;
  private final BodyPlan plan;
  private final ContainerStream exit;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
  private @Nullable Pipe pipe;
  private boolean open;
  private boolean continued;

  GatedBody(GatedBodyResponse response, BodyPlan plan, ServletOutputStream out) {
    this.response = response;
    this.plan = plan;
    this.exit = new ContainerStream(out);
  }

  ContainerStream exit() {
    return exit;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0 || response.isOver()) {
      return;
    }
    plan.settle();
    if (pipe == null && !decide(bytes, offset, length)) {
      return;
    }
    open = true;
    into(bytes, offset, length);
    exit.drain();
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

  void flush() throws IOException {
    if (response.isOver()) {
      return;
    }
    release();
    plan.settle();
    if (pipe != null) {
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
    if (response.isOver()) {
      return;
    }
    release();
    plan.settle();
    if (pipe != null && open) {
      pipe.finish();
      pipe = null;
      open = false;
      continued = true;
    }
    exit.drain();
  }

  /** Whether the application has written anything. */
  boolean isBegun() {
    return pipe != null || continued || start.size() > 0;
  }

  void discard() {
    start.reset();
    exit.discard();
    pipe = null;
    open = false;
    continued = false;
  }
}
