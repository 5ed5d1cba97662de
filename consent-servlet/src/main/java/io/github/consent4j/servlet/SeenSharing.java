package io.github.consent4j.servlet;

import io.github.consent4j.seen.journal.SeenBatch;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.seen.journal.SeenList;
import io.github.consent4j.seen.journal.SeenStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares what was seen with the other nodes of a site, through a store, once a minute. It has a
 * thread of its own, because a store may hang. What a store does not take stays in memory and is
 * added later.
 */
final class SeenSharing {

  private static final Logger LOG = LoggerFactory.getLogger(SeenSharing.class);

  private static final Duration ROUND = Duration.ofMinutes(1);

  /** How long the end of the site waits for a last batch. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SeenJournal journal;
  private final SeenStore store;
  private final Clock clock;
  private final UUID writer = UUID.randomUUID();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /** The batch whose outcome is not known. Used by one thread alone, as what follows. */
  private SeenJournal.@Nullable Unshared pending;

  private long shared;

  /** Whether nobody waits for a last batch any more. */
  private volatile boolean abandoned;

  private boolean failed;

  SeenSharing(SeenJournal journal, SeenStore store, Clock clock) {
    this.journal = journal;
    this.store = store;
    this.clock = clock;
    thread = new Thread(this::run, "consent-seen");
    thread.setDaemon(true);
  }

  /** Begins to share. */
  static SeenSharing begin(SeenJournal journal, SeenStore store, Clock clock) {
    SeenSharing sharing = new SeenSharing(journal, store, clock);
    sharing.thread.start();
    return sharing;
  }

  private void run() {
    try {
      do {
        share();
      } while (!over.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
      if (!abandoned) {
        share();
      }
    } catch (InterruptedException e) {
      // Nobody waits for the last batch any more.
    }
  }

  /** Adds what is new to the store, and continues the list of all nodes. */
  void share() {
    SeenJournal.Unshared batch = pending == null ? journal.unshared() : pending;
    pending = batch;
    try {
      SeenList list =
          store.add(
              new SeenBatch(writer, shared + 1, journal.since(), clock.instant(), batch.items()));
      journal.continueFrom(list, batch);
      pending = null;
      shared++;
      if (failed) {
        failed = false;
        LOG.info("What is seen is shared with the other nodes again");
      }
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        failed = true;
        LOG.error(
            "What is seen cannot be shared with the other nodes; it stays in memory and is added"
                + " when that is possible: {}",
            String.valueOf(e.getMessage() == null ? e : e.getMessage()));
      }
    }
  }

  /** Shares a last time, and waits shortly for it. */
  void stop() {
    over.countDown();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandoned = true;
    thread.interrupt();
  }
}
