package io.github.consent4j.servlet.plan;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.exchange.DecisionHeaders;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.BodyKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one response on a server that holds all headers until the first byte of the body
 * leaves. The server calls {@link #begin} when the application has set the headers, passes the body
 * piece by piece, and sends the headers when the first bytes come out. Nothing here waits. Calls
 * may come from several threads, one after the other; {@link #release} may come at any time.
 */
public final class ResponseGate {

  private static final byte[] NOTHING = {};
  private static final String SET_COOKIE = "Set-Cookie";

  private final ReentrantLock turn = new ReentrantLock();
  private final Exchange exchange;
  private final ResponseHead server;
  private final SeenResponse seen;
  private final WaitingCookies cookies;
  private final HeldHeaders held;
  private final BodyPlan plan;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream left = new ByteArrayOutputStream();
  private final Pipe exit = left::write;
  private final List<String> decisions = new ArrayList<>();

  /** The cookies that the application has set. */
  private List<String> applications = List.of();

  private @Nullable Pipe pipe;
  private boolean personal;
  private boolean begun;
  private boolean finished;
  private long written;
  private long sent;

  /**
   * @param request the request as the server has received it
   * @param server the response as the server sends it; the application sets its headers there, too
   */
  public ResponseGate(Exchange exchange, RequestHead request, ResponseHead server) {
    this.exchange = exchange;
    this.server = server;
    seen = new SeenResponse(server);
    cookies = new WaitingCookies(exchange);
    held = new HeldHeaders(server, exchange, cookies);
    plan =
        new BodyPlan(
            seen,
            server,
            held,
            exchange,
            request.headers("If-None-Match"),
            new Redirects(exchange, request),
            () -> {});
  }

  /** Returns the headers of the request as the application sees them. */
  public SeenHeaders requestHeaders(RequestHead request) {
    return new SeenHeaders(request, exchange, plan);
  }

  /** Returns the exchange of this response. */
  public Exchange exchange() {
    return exchange;
  }

  /**
   * Makes a decision for the visitor, in code of the application. It is sent with this response if
   * {@link #begin} was not called yet. The call may wait for the store of records.
   *
   * @return whether the whole decision counts, see {@link Exchange#decide}
   */
  public boolean decide(Consent decided, ConsentEvent.Action action) {
    Consent before = exchange.consent();
    boolean counts = exchange.decide(decided, ConsentEvent.Way.CODE, action, Optional.empty());
    turn.lock();
    try {
      personal = true;
      if (exchange.consent() != before) {
        decisions.addAll(DecisionHeaders.of(exchange, counts ? decided : exchange.consent()));
        decisions.addAll(exchange.released());
      }
    } finally {
      turn.unlock();
    }
    return counts;
  }

  /**
   * The application writes the response differently for this visitor.
   *
   * @return false if the response has already begun as one for everybody, so that it must be
   *     written as for everybody
   */
  public boolean dependsOnVisitor() {
    turn.lock();
    try {
      return plan.dependsOnVisitor();
    } finally {
      turn.unlock();
    }
  }

  /** Returns whether the response is for everybody, as far as that is known yet. */
  public boolean isForEverybody() {
    turn.lock();
    try {
      return !personal && plan.isForEverybody();
    } finally {
      turn.unlock();
    }
  }

  /** Returns the nonce of scripts in the page's own content security policy; may be empty. */
  public String nonce() {
    return plan.nonce();
  }

  /** Returns the content type of the response; null if it is not set yet. */
  public @Nullable String contentType() {
    return seen.contentType();
  }

  /** Receives the headers that the application has set by now. They do not change any more. */
  public void begin() {
    turn.lock();
    try {
      if (!begun) {
        begun = true;
        applications = List.copyOf(server.headers(SET_COOKIE));
        server.setHeader(SET_COOKIE, null);
        applications.forEach(this::pass);
        seen.copy();
        if (personal) {
          plan.becomesPersonal();
        }
        decisions.forEach(header -> server.addHeader(SET_COOKIE, header));
      }
    } finally {
      turn.unlock();
    }
  }

  private void pass(String header) {
    String gated = cookies.gated(header, false);
    if (gated != null && !cookies.takes(gated, () -> server.addHeader(SET_COOKIE, gated))) {
      server.addHeader(SET_COOKIE, gated);
    }
  }

  /** Returns whether it is decided that the rest of the body leaves as it is. */
  public boolean isPassing() {
    return pipe == exit && plan.isNoPage();
  }

  /** Receives a piece of the body. Returns the bytes that leave by now, which may be none. */
  public byte[] write(byte[] bytes) {
    return inTurn(
        () -> {
          if (bytes.length > 0) {
            written += bytes.length;
            if (pipe != null) {
              pipe.write(bytes, 0, bytes.length);
            } else {
              start.write(bytes);
              if (plan.decides(start.size())) {
                open();
              }
            }
          }
        });
  }

  /** Returns what can leave by now, because the application wants the visitor to see it. */
  public byte[] flush() {
    return inTurn(
        () -> {
          if (start.size() > 0) {
            open();
          } else if (pipe == null) {
            plan.decide();
          }
          if (pipe != null) {
            pipe.flush();
          }
        });
  }

  /** Ends the body, or the response without one. Returns the bytes that leave last. */
  public byte[] finish() {
    return inTurn(
        () -> {
          if (start.size() > 0) {
            open();
          }
          if (pipe != null) {
            pipe.finish();
            pipe = null;
          }
          plan.decide();
          finished = true;
          if (plan.isWhole(written) && sent == 0) {
            plan.lengthIs(left.size());
          }
        });
  }

  /** Decides with the bytes that are there. */
  private void open() throws IOException {
    byte[] all = start.toByteArray();
    start.reset();
    byte[] first = Arrays.copyOf(all, Math.min(all.length, BodyKind.SNIFFED_BYTES));
    Pipe chosen = plan.pipe(first, exit, false);
    pipe = chosen;
    chosen.write(all, 0, all.length);
  }

  /** Frees what the gate uses, of a response that does not come to its end. */
  public void release() {
    turn.lock();
    try {
      finished = true;
      if (pipe != null) {
        pipe.release();
        pipe = null;
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Takes back what was begun, so that another response can take the place of one that has failed.
   *
   * @return false if a part of it has left, so that nothing changes
   */
  public boolean beginAnew() {
    turn.lock();
    try {
      if (sent > 0 || server.isCommitted()) {
        return false;
      }
      release();
      seen.restore();
      server.setHeader(SET_COOKIE, null);
      applications.forEach(header -> server.addHeader(SET_COOKIE, header));
      plan.clear();
      start.reset();
      left.reset();
      written = 0;
      begun = false;
      finished = false;
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** A step of the body. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private byte[] inTurn(Step step) {
    turn.lock();
    try {
      if (finished) {
        return NOTHING;
      }
      step.run();
      if (left.size() == 0) {
        return NOTHING;
      }
      byte[] leaving = left.toByteArray();
      left.reset();
      sent += leaving.length;
      return leaving;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turn.unlock();
    }
  }
}
