package io.github.consent4j.gate.cookie;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What has been met of one declared name, in numbers. Thread-safe. */
final class CookieTally {

  private final AtomicBoolean toldOfAsForeign = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong responses = new AtomicLong();

  /** Counts one more; whether it was the very first. */
  boolean count(CookieRules.Side side) {
    boolean first = requests.get() == 0 && responses.get() == 0;
    long counted =
        side == CookieRules.Side.REQUEST ? requests.incrementAndGet() : responses.incrementAndGet();
    return first && counted == 1;
  }

  /** Whether the log has yet to hear that the name is declared for another domain. */
  boolean isNewAsForeign() {
    return !toldOfAsForeign.get() && toldOfAsForeign.compareAndSet(false, true);
  }

  long requests() {
    return requests.get();
  }

  long responses() {
    return responses.get();
  }
}
