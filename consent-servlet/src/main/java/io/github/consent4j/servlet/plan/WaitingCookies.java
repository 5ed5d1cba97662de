package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.cookie.CookieVerdict;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.servlet.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cookies that are sent with a response because this visitor allows them. They wait until it is
 * known who receives the response, because a cache would send them to everybody. With a response
 * that caches may share, they are sent only as they would be for an undecided visitor.
 */
public final class WaitingCookies {

  /** One header, and the action that adds it to the container's response. */
  private record Waiting(String header, Runnable leave) {}

  private final Exchange exchange;
  private final List<Waiting> waiting = new ArrayList<>();

  public WaitingCookies(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Returns the {@code Set-Cookie} header with which a cookie is sent; null if it is not sent.
   *
   * @param everybodys whether everybody gets the response, as is known by now
   */
  public @Nullable String gated(String header, boolean everybodys) {
    SetCookieGate gate =
        everybodys ? exchange.setCookieGateForEverybody() : exchange.setCookieGate();
    CookieVerdict verdict = gate.decide(header);
    gate.countHeader(header);
    if (verdict instanceof CookieVerdict.Waits waits) {
      exchange.deferred().keep(waits.header());
    }
    return verdict instanceof CookieVerdict.Leaves leaves ? leaves.header() : null;
  }

  /**
   * Accepts a header that may be sent for this visitor.
   *
   * @param leave adds it to the response
   * @return whether it waits; otherwise it may be sent immediately
   */
  public boolean takes(String header, Runnable leave) {
    // The order of cookies with the same name matters, so no cookie may overtake another one.
    boolean waits =
        !waiting.isEmpty() || !exchange.setCookieGate().isSameFor(exchange.everybodys(), header);
    if (waits) {
      waiting.add(new Waiting(header, leave));
    }
    return waits;
  }

  public List<String> headers() {
    return waiting.stream().map(Waiting::header).toList();
  }

  public void clear() {
    waiting.clear();
  }

  /**
   * Sends the waiting cookies.
   *
   * @param shared whether everybody may get the response
   * @param container receives headers that are sent in another form
   */
  public void release(boolean shared, Consumer<String> container) {
    List<Waiting> leaving = List.copyOf(waiting);
    waiting.clear();
    for (Waiting cookie : leaving) {
      if (!shared || exchange.setCookieGate().isSameFor(exchange.everybodys(), cookie.header)) {
        cookie.leave.run();
      } else {
        CookieVerdict verdict = exchange.setCookieGateForEverybody().decide(cookie.header);
        if (verdict instanceof CookieVerdict.Leaves leaves) {
          container.accept(leaves.header());
        } else if (verdict instanceof CookieVerdict.Waits waits) {
          exchange.deferred().keep(waits.header());
        }
      }
    }
  }
}
