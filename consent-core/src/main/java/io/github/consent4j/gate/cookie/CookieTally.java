package io.github.consent4j.gate.cookie;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the cookies of one declared name. Thread-safe. */
final class CookieTally {

  private final AtomicBoolean loggedAsForeign = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong responses = new AtomicLong();

  /** Counts one more cookie. Returns whether it is the first one. */
  boolean count(CookieSide side) {
    boolean first = requests.get() == 0 && responses.get() == 0;
    long counted =
        side == CookieSide.REQUEST ? requests.incrementAndGet() : responses.incrementAndGet();
    return first && counted == 1;
  }

  /** Returns whether it was not logged yet that the name is declared for another domain. */
  boolean isNewAsForeign() {
    return !loggedAsForeign.get() && loggedAsForeign.compareAndSet(false, true);
  }

  long requests() {
    return requests.get();
  }

  long responses() {
    return responses.get();
  }
}
