package io.github.consent4j.record.file;

import io.github.consent4j.format.Uuid7;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The identifiers of the newest records. Those with a time from a limit on are all here, so that
 * the files need not be asked. Not thread-safe.
 */
final class RecentIds {

  private final int most;
  private final Set<UUID> ids = new LinkedHashSet<>();
  private long completeFrom;

  /**
   * Makes an empty set.
   *
   * @param most number of identifiers that are kept
   * @param completeFrom time before which there are records that are not added
   */
  RecentIds(int most, long completeFrom) {
    this.most = most;
    this.completeFrom = completeFrom;
  }

  void add(UUID id) {
    ids.add(id);
    if (ids.size() > most) {
      Iterator<UUID> oldest = ids.iterator();
      completeFrom = Math.max(completeFrom, Uuid7.millis(oldest.next()) + 1);
      oldest.remove();
    }
  }

  boolean contains(UUID id) {
    return ids.contains(id);
  }

  /** Returns whether an identifier that is not here can be in a file. */
  boolean mayBeElsewhere(UUID id) {
    return Uuid7.millis(id) < completeFrom;
  }
}
