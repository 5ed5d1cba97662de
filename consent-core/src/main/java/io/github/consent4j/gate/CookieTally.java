package io.github.consent4j.gate;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what report mode would have held back of one declared name. Thread-safe. */
final class CookieTally {

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong responses = new AtomicLong();

  /** Counts one more; whether it was the very first. */
  boolean count(CookieRules.Side side) {
    boolean first = requests.get() == 0 && responses.get() == 0;
    long counted =
        side == CookieRules.Side.REQUEST ? requests.incrementAndGet() : responses.incrementAndGet();
    return first && counted == 1;
  }

  long requests() {
    return requests.get();
  }

  long responses() {
    return responses.get();
  }
}
