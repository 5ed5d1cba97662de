package io.github.consent4j.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a gated response: the stream or the writer that the application takes, its encoding
 * and its end.
 */
abstract class GatedBodyResponse extends GatedHeaderResponse {

  private static final Logger LOG = LoggerFactory.getLogger(GatedBodyResponse.class);

  private final BodyPlan plan;
  private @Nullable GatedBody body;
  private @Nullable GatedOutputStream gatedStream;
  private boolean streamTaken;
  private @Nullable GatedWriter gatedWriter;
  private @Nullable PrintWriter writer;
  private @Nullable String writerEncoding;
  private volatile boolean over;

  GatedBodyResponse(HttpServletResponse container, HttpServletRequest request, Visit visit) {
    super(container, visit);
    this.plan =
        new BodyPlan(this, container, held(), visit, Visit.headers(request, "If-None-Match"));
  }

  BodyPlan plan() {
    return plan;
  }

  /** Whether an error or a redirect has taken the place of the body. */
  boolean isOver() {
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
      body = new GatedBody(this, plan, super.getOutputStream());
      gatedStream = new GatedOutputStream(this, body);
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
      gatedWriter = new GatedWriter(this, charset(encoding));
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

  /** What the container does when its own writer is taken: the encoding is said, and stays. */
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
  public void flushBuffer() throws IOException {
    if (over) {
      return;
    }
    if (gatedWriter != null) {
      gatedWriter.drain();
    }
    if (body != null && body.isBegun()) {
      body.flush();
    } else {
      plan.decide();
    }
    super.flushBuffer();
  }

  /** Ends the body, without flushing it: the container may still know its length. */
  void finish() throws IOException {
    if (over) {
      return;
    }
    if (gatedWriter != null) {
      gatedWriter.drain();
    }
    if (body != null) {
      body.finish();
    }
    plan.decide();
  }

  /** Ends the body and then does something, as soon as the container has taken everything. */
  void finishThen(Runnable action) {
    try {
      finish();
      if (gatedStream != null) {
        gatedStream.drainThen(action::run);
        return;
      }
    } catch (IOException e) {
      LOG.debug("The visitor went away before the end of a response", e);
    } catch (RuntimeException e) {
      LOG.error("A response could not be ended properly", e);
    }
    action.run();
  }

  /** What was written does not leave. */
  void discardBody() {
    if (body != null) {
      body.discard();
    }
    if (gatedWriter != null) {
      gatedWriter.discard();
    }
    plan.forgetBody();
  }

  /** What was written does not leave, and neither does what is written from now on. */
  void giveUpBody() {
    discardBody();
    plan.giveUpBody();
    over = true;
  }

  /** What was written leaves, and nothing that is written from now on. */
  void endBody() throws IOException {
    finish();
    over = true;
  }

  /** As if nothing had been written, or asked for. */
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
