package io.github.consent4j.gate.cookie;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What has been met of one declared name, in numbers. Thread-safe. */
final class CookieTally {

  private final AtomicBoolean loggedAsForeign = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong responses = new AtomicLong();

  /** Counts one more; whether it was the very first. */
  boolean count(CookieSide side) {
    boolean first = requests.get() == 0 && responses.get() == 0;
    long counted =
        side == CookieSide.REQUEST ? requests.incrementAndGet() : responses.incrementAndGet();
    return first && counted == 1;
  }

  /** Whether the log has yet to hear that the name is declared for another domain. */
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
