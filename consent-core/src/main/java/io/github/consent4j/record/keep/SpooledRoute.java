package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a store that can be out of reach. What the store does not take within its deadline
 * goes to the spool, and so does everything as long as something is there. After a failure the
 * store gets no records of waiting callers for a while, so that a slow one does not slow down all
 * of them.
 */
final class SpooledRoute implements Route {

  private static final Logger LOG = LoggerFactory.getLogger(SpooledRoute.class);

  private final ConsentRecords store;
  private final Spool spool;
  private final KeepingHealth health;
  private final Limits limits;
  private final StoreThread thread;
  private final Pause pause;

  /** Held while records are between their caller and the spool. */
  private final ReentrantLock appending = new ReentrantLock();

  SpooledRoute(ConsentRecords store, Spool spool, KeepingHealth health, Limits limits) {
    this.store = store;
    this.spool = spool;
    this.health = health;
    this.limits = limits;
    // Longer than the pause of the thread: a store that is always slow must not fill the log.
    pause = new Pause(limits.firstPause(), limits.longestPause().multipliedBy(8));
    thread = new StoreThread(store, spool, health, limits);
    if (spool.waiting() > 0) {
      thread.wake();
    }
  }

  @Override
  public void append(List<ConsentRecord> records) throws IOException {
    appending.lock();
    try {
      appendAlone(records);
    } finally {
      appending.unlock();
    }
  }

  private void appendAlone(List<ConsentRecord> records) throws IOException {
    if (spool.waiting() <= 0 && pause.millisLeft() == 0) {
      try {
        thread.append(records);
        health.stored(records.size());
        return;
      } catch (IOException e) {
        pause.begin();
        health.storeFailed(Failures.describe(e, records));
      }
    }
    spool.append(records);
    health.spooled(records.size());
    thread.wake();
  }

  /** The spool comes first: what waits there would reach the store after its turn. */
  @Override
  public int erase(String consentId) throws IOException {
    return thread.alone(
        limits.patience(),
        () -> {
          Set<UUID> waiting = eraseWaiting(consentId);
          if (!waiting.isEmpty()) {
            // some have reached the store already
            store.forEach(Query.of(consentId), record -> waiting.remove(record.id()));
          }
          return store.erase(consentId) + waiting.size();
        });
  }

  private Set<UUID> eraseWaiting(String consentId) throws IOException {
    appending.lock();
    try {
      return spool.erase(consentId);
    } finally {
      appending.unlock();
    }
  }

  @Override
  public void close() {
    thread.end(limits.farewell());
    try {
      spool.close();
    } catch (IOException e) {
      LOG.warn("The spool {} could not be closed: {}", spool.directory(), e.toString());
    }
    if (spool.waiting() > 0) {
      LOG.warn(
          "Consent records wait in {} for the next start: {}", spool.directory(), spool.waiting());
    }
  }
}
