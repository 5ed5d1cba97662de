package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application writes a response to. Cookies of services that are not let through do not
 * leave, pages pass the HTML gate, everything else passes untouched.
 */
final class ConsentResponse extends GatedHeaderResponse {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentResponse.class);

  private static final int EARLY_HINTS = 103;

  private final HttpServletResponse container;
  private final BodyPlan plan;
  private @Nullable GatedBody body;
  private @Nullable GatedOutputStream gatedStream;
  private boolean streamTaken;
  private @Nullable GatedWriter gatedWriter;
  private @Nullable PrintWriter writer;
  private @Nullable String writerEncoding;
  private volatile boolean over;
  private final List<String> decisions = new ArrayList<>();

  ConsentResponse(HttpServletResponse container, HttpServletRequest request, Visit visit) {
    super(container, visit);
    this.container = container;
    this.plan =
        new BodyPlan(this, container, held(), visit, Visit.headers(request, "If-None-Match"));
  }

  /** The wrapper of this library in a chain of wrappers, if there is one. */
  static @Nullable ConsentResponse in(ServletResponse response) {
    ServletResponse layer = response;
    while (layer instanceof ServletResponseWrapper wrapper) {
      if (wrapper instanceof ConsentResponse found) {
        return found;
      }
      layer = wrapper.getResponse();
    }
    return null;
  }

  EntityTags entityTags() {
    return plan.entityTags();
  }

  BodyPlan plan() {
    return plan;
  }

  /** The application has decided for the visitor: the decision leaves with this response. */
  void decide(Consent decided) {
    List<String> headers = DecisionHeaders.of(visit(), decided);
    visit().decide(decided, ConsentEvent.Way.CODE);
    plan.becomesPersonal();
    List<String> leaving = new ArrayList<>(headers);
    leaving.addAll(visit().released());
    leaving.forEach(header -> container.addHeader("Set-Cookie", header));
    decisions.addAll(leaving);
  }

  /** Whether an error or a redirect has taken the place of the body. */
  boolean isOver() {
    return over;
  }

  // --- body

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
          "A response became a page after its body had begun; it keeps its content type, because"
              + " what has been written was not read. Set the content type first.");
      return;
    }
    super.setContentType(type);
    if (HtmlKind.charset(type).isPresent()) {
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

  // --- ends and new beginnings

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

  private void discardBody() {
    if (body != null) {
      body.discard();
    }
    if (gatedWriter != null) {
      gatedWriter.discard();
    }
    plan.forgetBody();
  }

  @Override
  public void reset() {
    super.reset();
    if (isIncluding()) {
      return;
    }
    discardBody();
    plan.clear();
    decisions.forEach(header -> container.addHeader("Set-Cookie", header));
    body = null;
    gatedStream = null;
    streamTaken = false;
    gatedWriter = null;
    writer = null;
    writerEncoding = null;
    over = false;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    discardBody();
  }

  /** A forward throws away what was written before; Jetty does so behind the wrapper. */
  void forwardBegins() {
    if (!container.isCommitted()) {
      discardBody();
    }
  }

  /** A call that throws when the response has left already. */
  @FunctionalInterface
  private interface Ending {
    void call() throws IOException;
  }

  private void end(Ending ending) throws IOException {
    if (container.isCommitted() || isIncluding()) {
      ending.call();
      return;
    }
    discardBody();
    plan.giveUpBody();
    over = true;
    ending.call();
  }

  /** Codes below 200 announce, 304 tells that nothing has changed, and -1 aborts in Jetty. */
  private static boolean isError(int status) {
    return status >= 200 && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Early hints leave with all headers that are there by now. */
  private void beforeInterim(int status) {
    if (status == EARLY_HINTS) {
      held().hint();
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (isError(status)) {
      end(() -> super.sendError(status, message));
    } else {
      beforeInterim(status);
      super.sendError(status, message);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (isError(status)) {
      end(() -> super.sendError(status));
    } else {
      beforeInterim(status);
      super.sendError(status);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    end(() -> super.sendRedirect(location));
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    end(() -> super.sendRedirect(location, status));
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    if (clearBuffer || isIncluding()) {
      end(() -> super.sendRedirect(location, clearBuffer));
    } else {
      finish();
      over = true;
      super.sendRedirect(location, false);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (clearBuffer || isIncluding()) {
      end(() -> super.sendRedirect(location, status, clearBuffer));
    } else {
      finish();
      over = true;
      super.sendRedirect(location, status, false);
    }
  }
}
