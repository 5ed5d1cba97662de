package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps notices in the background, until the store has them. Those that wait survive a crash where
 * there is a spool. Thread-safe.
 */
final class NoticeArchive {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeArchive.class);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ConsentRecords store;
  private final @Nullable WaitingNotices waiting;
  private final Background background;
  private final Duration pause;

  /** The notices that were archived or are about to be, with their policies. */
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  /**
   * @param waiting where notices wait; null for a store that needs no spool
   * @param pause the time between the first attempt and the second; doubled each time
   */
  NoticeArchive(
      ConsentRecords store,
      @Nullable WaitingNotices waiting,
      Background background,
      Duration pause) {
    this.store = store;
    this.waiting = waiting;
    this.background = background;
    this.pause = pause;
  }

  /** Remembers that the store has a notice. */
  void markArchived(Notice notice) {
    begin(notice);
  }

  /**
   * Keeps a notice, once for each policy: the inventory belongs to the policy.
   *
   * @param inventory returns the inventory as JSON
   */
  void archive(Notice notice, Supplier<byte[]> inventory) {
    if (begin(notice)) {
      byte[] own = inventory.get().clone();
      if (waiting != null) {
        try {
          waiting.add(notice, own);
        } catch (IOException e) {
          LOG.warn(
              "A notice of the consent pages is lost if the application ends before the store has"
                  + " it: {}",
              e.toString());
        }
      }
      background.run(() -> attempt(notice, own, pause));
    }
  }

  /** Keeps what earlier processes have left. */
  void resume() {
    if (waiting == null) {
      return;
    }
    try {
      for (WaitingNotices.Shown each : waiting.all()) {
        if (begin(each.notice())) {
          background.run(() -> attempt(each.notice(), each.inventory(), pause));
        }
      }
    } catch (IOException e) {
      LOG.warn("Notices that wait for the store could not be read: {}", e.toString());
    }
  }

  private boolean begin(Notice notice) {
    return begun.add(notice.id() + ' ' + notice.policy());
  }

  private void attempt(Notice notice, byte[] inventory, Duration next) {
    try {
      store.archive(notice, inventory);
      if (waiting != null) {
        waiting.remove(notice);
      }
    } catch (IOException | RuntimeException e) {
      if (next.equals(pause)) {
        LOG.warn(
            "A notice of the consent pages could not be archived; it is tried again: {}",
            e.toString());
      }
      Duration twice = next.multipliedBy(2);
      Duration after = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
      background.run(() -> attempt(notice, inventory, after), next);
    }
  }
}
