package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps notices in the background, until the store has them. Thread-safe. */
final class NoticeArchive {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeArchive.class);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ConsentRecords store;
  private final Background background;
  private final Duration pause;

  /** The notices that were archived or are about to be, with their policies. */
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  /**
   * @param pause the time between the first attempt and the second; doubled each time
   */
  NoticeArchive(ConsentRecords store, Background background, Duration pause) {
    this.store = store;
    this.background = background;
    this.pause = pause;
  }

  /** Keeps a notice, once for each policy: the inventory belongs to the policy. */
  void archive(Notice notice, byte[] inventory) {
    if (begun.add(notice.id() + ' ' + notice.policy())) {
      byte[] own = inventory.clone();
      background.run(() -> attempt(notice, own, pause));
    }
  }

  private void attempt(Notice notice, byte[] inventory, Duration next) {
    try {
      store.archive(notice, inventory);
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
