package io.github.consent4j.servlet.wrap;

import io.github.consent4j.servlet.exchange.BufferRoom;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.MediaType;
import io.github.consent4j.servlet.plan.BodyPlan;
import io.github.consent4j.servlet.plan.Redirects;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a gated response: its stream or writer, its encoding and its end. */
abstract class GatedBodyResponse extends GatedHeaderResponse {

  private static final Logger LOG = LoggerFactory.getLogger(GatedBodyResponse.class);

  private final BodyPlan plan;
  private final Turn turn = new Turn();
  private volatile @Nullable GatedBody body;
  private @Nullable GatedOutputStream gatedStream;
  private boolean streamTaken;
  private @Nullable GatedWriter gatedWriter;
  private @Nullable PrintWriter writer;
  private @Nullable String writerEncoding;
  private volatile boolean over;
  private volatile boolean completed;
  private final AtomicBoolean completing = new AtomicBoolean();

  /** The buffer size that the application has requested; 0 if it has not. */
  private int bufferSize;

  GatedBodyResponse(
      HttpServletResponse container,
      HttpServletRequest request,
      Exchange exchange,
      Redirects redirects) {
    super(container, exchange);
    this.plan =
        new BodyPlan(
            new ServletResponseHead(this),
            new ServletResponseHead(container),
            held(),
            exchange,
            ServletRequestHead.headers(request, "If-None-Match"),
            redirects,
            () -> exchange.bufferRoom().make(new ContainerBuffer(container), bufferSize));
  }

  /** The container's buffer of this response. */
  private record ContainerBuffer(HttpServletResponse container) implements BufferRoom.Buffer {

    @Override
    public int size() {
      return container.getBufferSize();
    }

    @Override
    public void resize(int size) {
      container.setBufferSize(size);
    }

    @Override
    public boolean isCommitted() {
      return container.isCommitted();
    }
  }

  BodyPlan plan() {
    return plan;
  }

  Turn turn() {
    return turn;
  }

  /** Returns whether an error or a redirect has replaced the body. */
  public boolean isOver() {
    return over;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter() has been called for this response already");
    }
    streamTaken = true;
    return gatedStream();
  }

  GatedOutputStream gatedStream() throws IOException {
    if (gatedStream == null) {
      GatedBody begun =
          new GatedBody(this::isOver, this::getBufferSize, plan, turn, super.getOutputStream());
      gatedStream = new GatedOutputStream(() -> finish() && !isOver(), begun, turn);
      body = begun;
    }
    return gatedStream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (streamTaken) {
      throw new IllegalStateException(
          "getOutputStream() has been called for this response already");
    }
    if (writer == null) {
      String encoding = getCharacterEncoding();
      gatedWriter = new GatedWriter(this, charset(encoding), turn);
      writerEncoding = encoding;
      writer = new PrintWriter(gatedWriter);
    }
    return writer;
  }

  private static Charset charset(@Nullable String name) throws UnsupportedEncodingException {
    try {
      return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedEncodingException(name);
    }
  }

  PrintWriter containerWriter() throws IOException {
    return super.getWriter();
  }

  /**
   * Sets the encoding, which then stays. The container does the same when its own writer is used.
   */
  void sayEncoding() {
    if (writerEncoding != null) {
      super.setCharacterEncoding(writerEncoding);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable String encoding) {
    if (writer == null) {
      super.setCharacterEncoding(encoding);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable Charset encoding) {
    if (writer == null) {
      super.setCharacterEncoding(encoding);
    }
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (plan.isTooLateFor(type)) {
      LOG.warn(
          "A response became a page or style sheet after its body had begun; it keeps its content type, because"
              + " what has been written was not read. Set the content type first.");
      return;
    }
    super.setContentType(type);
    if (MediaType.of(type).charset().isPresent()) {
      sayEncoding();
    }
  }

  @Override
  public void setLocale(Locale locale) {
    super.setLocale(locale);
    sayEncoding();
  }

  @Override
  public void setBufferSize(int size) {
    super.setBufferSize(size);
    bufferSize = size;
  }

  /** Returns whether the body is not a page, so that no write has to wait for a turn. */
  boolean isNoPage() {
    GatedBody begun = body;
    return begun == null ? plan.isNoPage() : begun.isNoPage();
  }

  /** Returns whether the response is in non-blocking mode. A slow visitor blocks no thread then. */
  private boolean isNonBlocking() {
    GatedBody begun = body;
    return begun != null && begun.exit().isNonBlocking();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (over) {
      return;
    }
    if (isNoPage()) {
      flushAll();
    } else if (turn.enterIfFree(isNonBlocking())) {
      try {
        flushAll();
      } finally {
        turn.leave();
      }
    }
  }

  private void flushAll() throws IOException {
    if (gatedWriter != null) {
      gatedWriter.drain();
    }
    GatedBody begun = body;
    if (begun != null && begun.isBegun()) {
      begun.flush();
    } else {
      plan.decide();
    }
    super.flushBuffer();
  }

  /**
   * Ends the body without flushing it, so that the container can still set its length.
   *
   * @return whether it was ended; false if another call is in progress, which is then cut when it
   *     writes
   */
  public boolean finish() throws IOException {
    if (over) {
      return true;
    }
    if (isNoPage()) {
      finishAll();
      return true;
    }
    if (turn.isCut() || !turn.enterToEnd(isNonBlocking())) {
      return false;
    }
    try {
      if (!turn.isClosed()) {
        finishAll();
      }
    } finally {
      turn.leave();
    }
    return true;
  }

  private void finishAll() throws IOException {
    if (gatedWriter != null) {
      gatedWriter.drain();
    }
    GatedBody begun = body;
    if (begun != null) {
      begun.finish();
    }
    plan.decide();
  }

  /**
   * Ends the body, and runs an action when the container has accepted all bytes.
   *
   * @param breakOff runs instead if the body was cut; at most once
   */
  void finishThen(Runnable action, Runnable breakOff) {
    checkNotCompleted();
    Runnable last = () -> completeBy(action);
    try {
      if (!finish()) {
        if (turn.isCut() && !turn.isClosed() && turn.breaksOff()) {
          breakOff.run();
        }
        return;
      }
      if (gatedStream != null && !gatedStream.isDrained(last::run)) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("The visitor went away before the end of a response", e);
    } catch (RuntimeException e) {
      LOG.error("A response could not be ended properly", e);
    }
    last.run();
  }

  private void completeBy(Runnable action) {
    turn.close();
    if (!completing.compareAndSet(false, true)) {
      throw new IllegalStateException("The request is being completed");
    }
    try {
      action.run();
    } catch (IllegalStateException e) {
      completing.set(false);
      throw e;
    }
  }

  /**
   * Handles that the container has completed the response. It uses its objects for another visitor
   * next, so no call may reach them any more.
   */
  void complete() {
    completed = true;
    close();
  }

  void checkNotCompleted() {
    if (completed) {
      throw new IllegalStateException("The request has been completed");
    }
  }

  /** Refuses further writes to a page and frees memory outside the heap. */
  public void close() {
    if (isNoPage()) {
      return;
    }
    if (turn.closeAndEnter()) {
      try {
        if (body != null) {
          body.discard();
        }
      } finally {
        turn.leave();
      }
    }
  }

  /** Discards in turn what was written. */
  void discardBody() {
    boolean taken = turn.enterToDiscard();
    try {
      if (taken) {
        forgetBody();
      }
    } finally {
      if (taken) {
        turn.leave();
      }
    }
  }

  private void forgetBody() {
    if (body != null) {
      body.discard();
    }
    if (gatedWriter != null) {
      gatedWriter.discard();
    }
    plan.forgetBody();
  }

  /**
   * Discards what was written, and everything that is written from now on.
   *
   * @param location redirect target; null if there is none
   */
  void giveUpBody(@Nullable String location) {
    discardBody();
    plan.giveUpBody(location);
    over = true;
  }

  /** Sends what was written, and discards everything that is written from now on. */
  void endBody() throws IOException {
    finish();
    over = true;
  }

  /** Resets the body, as if nothing was written or requested yet. */
  void beginAnew() {
    discardBody();
    plan.clear();
    body = null;
    gatedStream = null;
    streamTaken = false;
    gatedWriter = null;
    writer = null;
    writerEncoding = null;
    over = false;
  }
}
