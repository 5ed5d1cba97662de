package io.github.consent4j.servlet.wrap;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.gate.header.HeaderGate.HeldRedirect;
import io.github.consent4j.servlet.exchange.DecisionHeaders;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.Redirects;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it. Cookies of services that are not allowed are not sent,
 * pages pass the HTML gate, and everything else is sent unchanged.
 */
public final class ConsentResponse extends GatedBodyResponse {

  /** The request attribute that contains the response. */
  public static final String ATTRIBUTE = ConsentResponse.class.getName();

  private static final int EARLY_HINTS = 103;

  private final HttpServletResponse container;
  private final Redirects redirects;
  private final List<String> decisions = new ArrayList<>();

  public ConsentResponse(
      HttpServletResponse container, HttpServletRequest request, Exchange exchange) {
    this(container, request, exchange, new Redirects(exchange, new ServletRequestHead(request)));
  }

  private ConsentResponse(
      HttpServletResponse container,
      HttpServletRequest request,
      Exchange exchange,
      Redirects redirects) {
    super(container, request, exchange, redirects);
    this.container = container;
    this.redirects = redirects;
  }

  /** Returns the wrapper of this library in a chain of wrappers; null if there is none. */
  public static @Nullable ConsentResponse in(ServletResponse response) {
    ServletResponse layer = response;
    while (layer instanceof ServletResponseWrapper wrapper) {
      if (wrapper instanceof ConsentResponse found) {
        return found;
      }
      layer = wrapper.getResponse();
    }
    return null;
  }

  /** Returns the response to a request, however wrapped; null if it is not gated. */
  public static @Nullable ConsentResponse to(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof ConsentResponse found ? found : null;
  }

  /**
   * The application writes the response differently for this visitor, so that caches must not share
   * it.
   *
   * @return false if the response has already begun as one for everybody, so that it must be
   *     written as for everybody
   */
  public boolean dependsOnVisitor() {
    return plan().dependsOnVisitor();
  }

  /** Returns whether the response is for everybody, as far as that is known yet. */
  public boolean isForEverybody() {
    return plan().isForEverybody();
  }

  /** Returns the nonce of scripts in the page's own content security policy; may be empty. */
  public String nonce() {
    return plan().nonce();
  }

  public HttpServletResponse container() {
    return container;
  }

  /**
   * Adds a decision that the application has made for the visitor.
   *
   * @return whether the whole decision counts, see {@link Exchange#decide}
   */
  public boolean decide(Consent decided, ConsentEvent.Action action) {
    Consent before = exchange().consent();
    boolean counts = exchange().decide(decided, ConsentEvent.Way.CODE, action, Optional.empty());
    plan().becomesPersonal();
    if (exchange().consent() != before) {
      send(counts ? decided : exchange().consent());
    }
    return counts;
  }

  private void send(Consent decided) {
    List<String> leaving = new ArrayList<>(DecisionHeaders.of(exchange(), decided));
    leaving.addAll(exchange().released());
    leaving.forEach(header -> container.addHeader("Set-Cookie", header));
    decisions.addAll(leaving);
  }

  /** Discards a body while no other thread writes it. */
  private void inTurn(Runnable discarding) {
    if (!turn().enterIfFree(true)) {
      throw new IllegalStateException(
          "The response has ended, or another thread is writing it: nothing can be taken back");
    }
    try {
      discarding.run();
    } finally {
      turn().leave();
    }
  }

  @Override
  public void reset() {
    inTurn(
        () -> {
          super.reset();
          if (!isIncluding()) {
            beginAnew();
            decisions.forEach(header -> container.addHeader("Set-Cookie", header));
          }
        });
  }

  @Override
  public void resetBuffer() {
    inTurn(
        () -> {
          super.resetBuffer();
          discardBody();
        });
  }

  /**
   * Discards the body before a forward. The specification requires that, and Jetty does so without
   * the wrapper's knowledge.
   */
  public void forwardBegins() {
    if (!container.isCommitted()) {
      discardBody();
    }
  }

  /**
   * Handles a failure of the application: the container's error page replaces the body and keeps
   * the headers.
   */
  public void fail() {
    if (!container.isCommitted() && !turn().isClosed()) {
      giveUpBody(null);
    }
  }

  /**
   * Prepares for a failure of the application that a listener may still handle. Tomcat sends its
   * error page without waiting for the listener.
   */
  public void mayFail() {
    plan().exposeHeaders();
  }

  /** Ends the response. Nothing more is written to it. */
  public void end() throws IOException {
    if (!finish() && turn().isCut()) {
      breakOff();
    }
    close();
  }

  /** Returns whether a page was ended while another thread wrote it. */
  public boolean isCut() {
    return turn().isCut();
  }

  /**
   * Makes the container abort a response whose page was cut, so that no client takes it for
   * complete and no cache stores it.
   */
  public void breakOff() throws IOException {
    close();
    if (!container.isCommitted()) {
      container.setHeader("Cache-Control", "no-store");
    }
    throw new IOException("A page was ended while another thread was writing it");
  }

  /** A call that throws an exception if the response was committed already. */
  @FunctionalInterface
  private interface Ending {
    void call() throws IOException;
  }

  private void end(Ending ending) throws IOException {
    end(null, ending);
  }

  /** Ends the response with a redirect, or with what replaces it. */
  private void end(@Nullable String location, Ending ending) throws IOException {
    if (container.isCommitted() || isIncluding()) {
      ending.call();
      return;
    }
    giveUpBody(location);
    Optional<HeldRedirect> held = redirects.held(location);
    if (held.isPresent()) {
      redirects.answer(held.get(), new ServletResponseHead(container));
      container.flushBuffer();
    } else {
      ending.call();
    }
  }

  /**
   * Returns whether a status is an error. Statuses below 200 are interim, 304 means that nothing
   * has changed, and -1 aborts in Jetty.
   */
  private static boolean isError(int status) {
    return status >= 200 && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Handles an interim response. Early hints contain all headers that are set by then. */
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
    end(location, () -> super.sendRedirect(location));
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    end(location, () -> super.sendRedirect(location, status));
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    if (clearBuffer || isIncluding() || redirects.held(location).isPresent()) {
      end(location, () -> super.sendRedirect(location, clearBuffer));
    } else {
      endBody();
      super.sendRedirect(location, false);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (clearBuffer || isIncluding() || redirects.held(location).isPresent()) {
      end(location, () -> super.sendRedirect(location, status, clearBuffer));
    } else {
      endBody();
      super.sendRedirect(location, status, false);
    }
  }
}
