package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.util.List;
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

  private final Spool spool;
  private final KeepingHealth health;
  private final Limits limits;
  private final StoreThread thread;
  private final Pause pause;

  SpooledRoute(ConsentRecords store, Spool spool, KeepingHealth health, Limits limits) {
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
