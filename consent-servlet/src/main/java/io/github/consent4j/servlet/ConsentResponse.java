package io.github.consent4j.servlet;

import io.github.consent4j.servlet.Rendering.Audience;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application writes a response to. Cookies of services that are not let through do not
 * leave, pages pass the HTML gate, everything else passes untouched.
 */
final class ConsentResponse extends GatedHeaderResponse {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentResponse.class);

  private final HttpServletResponse container;
  private final Visit visit;
  private final List<String> ifNoneMatch;
  private final PageRenderer renderer;
  private @Nullable GatedBody body;
  private @Nullable GatedOutputStream gatedStream;
  private boolean streamTaken;
  private @Nullable GatedWriter gatedWriter;
  private @Nullable PrintWriter writer;
  private @Nullable String writerEncoding;
  private @Nullable Rendering rendering;
  private boolean swept;
  private volatile boolean over;

  ConsentResponse(HttpServletResponse container, HttpServletRequest request, Visit visit) {
    super(container, visit.setCookieGate());
    this.container = container;
    this.visit = visit;
    this.ifNoneMatch = Visit.headers(request, "If-None-Match");
    this.renderer = new PageRenderer(visit);
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

  Visit visit() {
    return visit;
  }

  EntityTags entityTags() {
    return renderer.entityTags();
  }

  /** Whether an error or a redirect has taken the place of the body. */
  boolean isOver() {
    return over;
  }

  // --- what becomes of the body

  private HtmlKind kind() {
    HtmlKind kind = HtmlKind.ofType(getContentType());
    boolean sniffed = kind == HtmlKind.UNKNOWN;
    return sniffed && "nosniff".equalsIgnoreCase(getHeader("X-Content-Type-Options"))
        ? HtmlKind.OTHER
        : kind;
  }

  private Rendering rendering(HtmlKind kind) {
    int status = getStatus();
    if (status == HttpServletResponse.SC_NOT_MODIFIED) {
      return renderer.unchanged(ifNoneMatch);
    }
    boolean bodiless = status < 200 || status == 204 || status == 205 || status == 206;
    if (kind != HtmlKind.PAGE || bodiless || isAttachment()) {
      return Rendering.UNTOUCHED;
    }
    return renderer.rendering(Rendering.isPublic(getHeaders("Cache-Control")));
  }

  private boolean isAttachment() {
    String disposition = getHeader("Content-Disposition");
    return disposition != null
        && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  private Rendering choose(HtmlKind kind) {
    Rendering chosen = rendering;
    if (chosen == null) {
      chosen = rendering(kind);
      rendering = chosen;
      held().send(chosen);
      sweep(chosen);
    }
    return chosen;
  }

  private void sweep(Rendering chosen) {
    if (chosen.audience() == Audience.VISITOR && !swept) {
      swept = true;
      expiries(visit).forEach(header -> container.addHeader("Set-Cookie", header));
    }
  }

  private static List<String> expiries(Visit visit) {
    return visit
        .compiled()
        .sweep()
        .expiries(
            visit.cookies(),
            visit.consent(),
            visit.page(),
            visit.contextPath(),
            ThreadLocalRandom.current().nextInt());
  }

  /** Whether these first bytes are enough to decide. */
  boolean decides(byte[] bytes, int offset, int length) {
    return switch (kind()) {
      // half of a byte order mark
      case PAGE -> length > 1 || (bytes[offset] & 0xfe) != 0xfe;
      case OTHER -> true;
      case UNKNOWN -> length >= HtmlKind.SNIFFED_BYTES;
    };
  }

  /** The way of the body, by its first bytes. */
  Pipe pipe(byte[] start, ContainerStream exit, boolean continued) {
    HtmlKind kind = kind();
    if (kind == HtmlKind.UNKNOWN) {
      kind = HtmlKind.ofBytes(start, start.length);
    }
    Rendering chosen = choose(kind);
    if (chosen == Rendering.UNTOUCHED && kind == HtmlKind.PAGE && container.isCommitted()) {
      // the headers left before anybody could know
      chosen = rendering(kind);
    }
    if (!chosen.rewritten()) {
      return exit::write;
    }
    ContentCoding coding = ContentCoding.of(getHeaders("Content-Encoding"));
    if (coding == ContentCoding.UNREADABLE) {
      return unreadable(exit);
    }
    return renderer.pipe(
        chosen, HtmlKind.charset(getContentType()), coding, start, exit, continued);
  }

  private Pipe unreadable(ContainerStream exit) {
    LOG.error(
        "A page is compressed with {}, which cannot be read here; on-error: {}",
        getHeader("Content-Encoding"),
        visit.compiled().policy().settings().onError().id());
    return switch (visit.compiled().policy().settings().onError()) {
      case PASS -> exit::write;
      case BLOCK -> new WithheldPipe(this, exit);
    };
  }

  /** Prepares for a body that is not the application's. */
  void withhold(int status, String contentType) {
    held().set("Content-Encoding", null);
    container.setStatus(status);
    container.setContentType(contentType);
  }

  /**
   * Whether the characters of the body can go to the container's own writer, because they leave as
   * they are; decides it if so.
   */
  boolean isSurelyUntouched() {
    HtmlKind kind = kind();
    return kind != HtmlKind.UNKNOWN && !choose(kind).rewritten();
  }

  void settleHeaders() {
    held().settle();
  }

  /** Decides over headers that leave before the first byte. */
  void flushHeaders() {
    choose(kind());
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
      body = new GatedBody(this, super.getOutputStream());
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
    boolean tooLate =
        rendering == Rendering.UNTOUCHED
            && !container.isCommitted()
            && getStatus() != HttpServletResponse.SC_NOT_MODIFIED
            && HtmlKind.ofType(type) == HtmlKind.PAGE
            && HtmlKind.ofType(getContentType()) != HtmlKind.PAGE;
    if (tooLate) {
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
      flushHeaders();
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
    choose(kind());
    held().settle();
  }

  /** Ends the body and then does something, as soon as the container has taken everything. */
  void finishThen(Runnable action) {
    try {
      finish();
      if (gatedStream != null) {
        gatedStream.drainThen(action);
        return;
      }
    } catch (IOException e) {
      LOG.debug("The visitor went away before the end of a response", e);
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
    held().forgetBody();
    rendering = null;
  }

  @Override
  public void reset() {
    super.reset();
    discardBody();
    held().clear();
    body = null;
    gatedStream = null;
    streamTaken = false;
    gatedWriter = null;
    writer = null;
    writerEncoding = null;
    swept = false;
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
    if (container.isCommitted()) {
      ending.call();
      return;
    }
    discardBody();
    held().send(Rendering.UNTOUCHED);
    over = true;
    ending.call();
  }

  /** Codes below 200 announce, 304 tells that nothing has changed, and -1 aborts in Jetty. */
  private static boolean isError(int status) {
    return status >= 200 && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (isError(status)) {
      end(() -> super.sendError(status, message));
    } else {
      super.sendError(status, message);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (isError(status)) {
      end(() -> super.sendError(status));
    } else {
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
    if (clearBuffer) {
      end(() -> super.sendRedirect(location, true));
    } else {
      finish();
      over = true;
      super.sendRedirect(location, false);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (clearBuffer) {
      end(() -> super.sendRedirect(location, status, true));
    } else {
      finish();
      over = true;
      super.sendRedirect(location, status, false);
    }
  }
}
