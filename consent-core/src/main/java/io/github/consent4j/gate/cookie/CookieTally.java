package io.github.consent4j.gate.cookie;

import io.github.consent4j.seen.journal.SeenThing;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the cookies of one declared name. Thread-safe. */
final class CookieTally {

  private final AtomicBoolean loggedAsForeign = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong responses = new AtomicLong();

  /** The cookie in the list of what was seen; null until it is needed. */
  private volatile @Nullable SeenThing seen;

  @Nullable SeenThing seen() {
    return seen;
  }

  void seen(@Nullable SeenThing thing) {
    seen = thing;
  }

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
