package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.cookie.CookieVerdict;
import io.github.consent4j.servlet.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cookies that leave with a response because this visitor allows them. They wait until it is known
 * who gets the response: a cache would hand them to everybody, so with what it may share they leave
 * only as they would for somebody who has not decided.
 */
final class WaitingCookies {

  /** One header, and how it gets into the response of the container. */
  private record Waiting(String header, Runnable leave) {}

  private final Exchange exchange;
  private final List<Waiting> waiting = new ArrayList<>();

  WaitingCookies(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Takes a header that may leave for this visitor.
   *
   * @param leave puts it into the response
   * @return whether it waits; else it may leave at once
   */
  boolean takes(String header, Runnable leave) {
    // the order counts for cookies of one name, so nothing overtakes
    boolean waits =
        !waiting.isEmpty() || !exchange.setCookieGate().isSameFor(exchange.everybodys(), header);
    if (waits) {
      waiting.add(new Waiting(header, leave));
    }
    return waits;
  }

  List<String> headers() {
    return waiting.stream().map(Waiting::header).toList();
  }

  void clear() {
    waiting.clear();
  }

  /**
   * Lets them go.
   *
   * @param shared whether everybody may get the response
   * @param container takes headers that leave in another form
   */
  void release(boolean shared, Consumer<String> container) {
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
