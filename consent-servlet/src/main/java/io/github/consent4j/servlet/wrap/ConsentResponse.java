package io.github.consent4j.servlet.wrap;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.gate.header.HeaderGate.HeldRedirect;
import io.github.consent4j.servlet.exchange.DecisionHeaders;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.render.EntityTags;
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
 * What the application writes a response to. Cookies of services that are not let through do not
 * leave, pages pass the HTML gate, everything else passes untouched.
 */
public final class ConsentResponse extends GatedBodyResponse {

  private static final int EARLY_HINTS = 103;

  private final HttpServletResponse container;
  private final Redirects redirects;
  private final List<String> decisions = new ArrayList<>();

  public ConsentResponse(
      HttpServletResponse container, HttpServletRequest request, Exchange exchange) {
    this(container, request, exchange, new Redirects(exchange, request));
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

  /** The wrapper of this library in a chain of wrappers, if there is one. */
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

  public HttpServletResponse container() {
    return container;
  }

  EntityTags entityTags() {
    return plan().entityTags();
  }

  /** The application has decided for the visitor: the decision leaves with this response. */
  public void decide(Consent decided) {
    List<String> headers = DecisionHeaders.of(exchange(), decided);
    exchange().decide(decided, ConsentEvent.Way.CODE);
    plan().becomesPersonal();
    List<String> leaving = new ArrayList<>(headers);
    leaving.addAll(exchange().released());
    leaving.forEach(header -> container.addHeader("Set-Cookie", header));
    decisions.addAll(leaving);
  }

  /** Throws away what nobody is writing at this moment. */
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

  /** A forward throws away what was written before; Jetty does so behind the wrapper. */
  public void forwardBegins() {
    if (!container.isCommitted()) {
      discardBody();
    }
  }

  /**
   * The application has failed: the container's error page takes the place of the body, and keeps
   * the headers.
   */
  public void fail() {
    if (!container.isCommitted() && !turn().isClosed()) {
      giveUpBody(null);
    }
  }

  /**
   * The application has failed, and a listener may deal with it. Tomcat does not wait for that with
   * its error page.
   */
  public void mayFail() {
    plan().exposeHeaders();
  }

  /** Ends the response, to which nothing comes any more. */
  public void end() throws IOException {
    if (!finish() && turn().isCut()) {
      breakOff();
    }
    close();
  }

  /** Whether a page was ended while another thread wrote it. */
  public boolean isCut() {
    return turn().isCut();
  }

  /**
   * Has the container break off a response whose page was cut: nobody takes it for a whole one, no
   * cache keeps it.
   */
  public void breakOff() throws IOException {
    close();
    if (!container.isCommitted()) {
      container.setHeader("Cache-Control", "no-store");
    }
    throw new IOException("A page was ended while another thread was writing it");
  }

  /** A call that throws when the response has left already. */
  @FunctionalInterface
  private interface Ending {
    void call() throws IOException;
  }

  private void end(Ending ending) throws IOException {
    end(null, ending);
  }

  /** Ends with a redirect, or with what takes its place. */
  private void end(@Nullable String location, Ending ending) throws IOException {
    if (container.isCommitted() || isIncluding()) {
      ending.call();
      return;
    }
    giveUpBody(location);
    Optional<HeldRedirect> held = redirects.held(location);
    if (held.isPresent()) {
      redirects.answer(held.get(), container);
      container.flushBuffer();
    } else {
      ending.call();
    }
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
