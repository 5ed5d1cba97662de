package io.github.consent4j.record.keep;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in a store, and in a spool while the store cannot be reached. Thread-safe.
 *
 * <p>Records of several callers are written together by one thread. While the spool contains
 * records, new ones go there too, so that the store gets the decisions of a visitor in their order.
 */
public final class Recorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** The size of the spool that is read while nobody can write to it. */
  private static final long LOOKED_THROUGH = 1 << 20;

  private static final Duration COUNT_AGAIN = Duration.ofHours(24);
  private static final Duration COUNT_LATER = Duration.ofMinutes(1);

  /** What keeps records; a recorder that is off has none of it. */
  private static final class Parts {

    private final ConsentRecords store;
    private final @Nullable Spool spool;
    private final Limits limits;
    private final KeepingHealth health;
    private final RunningStatistics statistics;
    private final GroupCommit commit;
    private final Background background = new Background();
    private final NoticeArchive notices;
    private final PurgeJob purge;

    Parts(
        ConsentRecords store,
        @Nullable Spool spool,
        RecordKeeping settings,
        Clock clock,
        Limits limits) {
      this.store = store;
      this.spool = spool;
      this.limits = limits;
      health = new KeepingHealth(clock, spool);
      statistics = new RunningStatistics(clock);
      Route route =
          spool == null
              ? new DirectRoute(store, health)
              : new SpooledRoute(store, spool, health, limits);
      commit = new GroupCommit(route, health, limits, statistics::count);
      WaitingNotices waiting = spool == null ? null : new WaitingNotices(spool.directory());
      notices = new NoticeArchive(store, waiting, background, limits.firstPause());
      purge = new PurgeJob(store, settings.keepAfter(), clock, new Random());
    }

    void begin() {
      notices.resume();
      background.run(this::count);
      background.run(this::purge, purge.first());
    }

    private void purge() {
      background.run(this::purge, purge.run());
    }

    /** Counts what the store contains, when everything from before the start is in it. */
    private void count() {
      Duration next = COUNT_LATER;
      if (spool == null || spool.waiting() <= 0) {
        try {
          statistics.recount(store, background::isClosed);
          next = COUNT_AGAIN;
        } catch (CancellationException e) {
          return;
        } catch (IOException | RuntimeException e) {
          LOG.debug("Decisions could not be counted; it is tried again: {}", e.toString());
        }
      }
      background.run(this::count, next);
    }

    void close() {
      background.close(limits.deadline());
      commit.close(limits.farewell());
    }
  }

  private final Clock clock;
  private final @Nullable Parts parts;

  private Recorder(Clock clock, @Nullable Parts parts) {
    this.clock = clock;
    this.parts = parts;
  }

  /** Returns a recorder that keeps nothing and has no threads. */
  public static Recorder off() {
    return new Recorder(Clock.systemUTC(), null);
  }

  /**
   * Begins to keep records. What an earlier process left in the spool goes to the store first.
   *
   * @param store where the records end up; closed with the recorder
   * @param spool directory in which records wait while the store cannot be reached; null for a
   *     store that needs none
   * @param settings say how long records are kept
   * @param clock the time
   * @throws IOException if the directory of the spool cannot be used
   */
  public static Recorder open(
      ConsentRecords store, @Nullable Path spool, RecordKeeping settings, Clock clock)
      throws IOException {
    return open(store, spool, settings, clock, Limits.DEFAULT);
  }

  static Recorder open(
      ConsentRecords store,
      @Nullable Path spool,
      RecordKeeping settings,
      Clock clock,
      Limits limits)
      throws IOException {
    Objects.requireNonNull(store, "store");
    Spool opened = spool == null ? null : Spool.open(spool, limits);
    Parts parts = new Parts(store, opened, settings, clock, limits);
    parts.begin();
    return new Recorder(clock, parts);
  }

  /** Returns the store; empty if nothing is kept. Records in the spool are not in it yet. */
  public Optional<ConsentRecords> store() {
    return Optional.ofNullable(parts).map(each -> each.store);
  }

  /**
   * Returns the records of one visitor, in the order in which they were kept: those in the store,
   * and those that still wait for it.
   *
   * @param most the number of records that are returned at most
   * @throws IOException if the store cannot be read, or if more waits than can be looked through
   *     while others wait
   */
  public List<ConsentRecord> recordsOf(String consentId, int most) throws IOException {
    Map<UUID, ConsentRecord> found = new LinkedHashMap<>();
    if (parts != null) {
      // What reaches the store meanwhile is found there.
      List<ConsentRecord> waiting =
          parts.spool == null ? List.of() : parts.spool.of(consentId, LOOKED_THROUGH);
      parts.store.forEach(
          Query.of(consentId),
          record -> {
            if (found.size() < most) {
              found.put(record.id(), record);
            }
          });
      waiting.forEach(record -> found.putIfAbsent(record.id(), record));
    }
    return found.values().stream().limit(most).toList();
  }

  /**
   * Keeps a record. On return it survives a crash of the machine, in the store or in the spool;
   * without a store nothing happens. Waits a few seconds at most. An interrupt does not end the
   * wait; the thread is interrupted again on return.
   *
   * @throws NotKeptException if the record is not known to be kept
   */
  public void keep(ConsentRecord record) throws NotKeptException {
    Objects.requireNonNull(record, "record");
    if (parts != null) {
      parts.commit.keep(record);
    }
  }

  /**
   * Keeps a notice and the inventory of its policy, in the background. It is tried again until it
   * succeeds, after a restart as well where there is a spool; later calls with the same notice and
   * policy do nothing.
   *
   * @param inventory returns the inventory of the policy as JSON; called only if it is needed
   */
  public void archive(Notice notice, Supplier<byte[]> inventory) {
    if (parts != null) {
      parts.notices.archive(notice, inventory);
    }
  }

  /** Remembers that the store has a notice, which then need not be archived. */
  public void markArchived(Notice notice) {
    if (parts != null) {
      parts.notices.markArchived(notice);
    }
  }

  /**
   * Erases all records of one visitor (GDPR Art. 17), those that wait in the spool of this node and
   * those that were set aside as well. May be called again after a failure.
   *
   * @return the number of erased records
   * @throws IOException if the store cannot be reached, or not changed; what waits in the spool may
   *     be erased already
   */
  public int erase(String consentId) throws IOException {
    Objects.requireNonNull(consentId, "consentId");
    return parts == null ? 0 : parts.commit.erase(consentId);
  }

  /**
   * Removes records that are not needed any longer, as happens once a day by itself.
   *
   * @return the number of removed records
   * @throws IOException if the store cannot be changed
   */
  public long purge() throws IOException {
    return parts == null ? 0 : parts.purge.purge();
  }

  /** Returns how well records are being kept. Does not wait for the store. */
  public Health health() {
    return parts == null
        ? Health.builder(Health.State.OFF, clock.instant()).build()
        : parts.health.health();
  }

  /**
   * Returns the numbers of decisions of the last 31 days. Decisions that other nodes keep in the
   * same store are added once a day. Does not wait for the store.
   */
  public Statistics statistics() {
    return parts == null ? Statistics.NONE : parts.statistics.statistics();
  }

  /**
   * Ends the recorder and closes the store. Records that still wait go to the store for a few
   * seconds; the rest stays in the spool.
   */
  @Override
  public void close() {
    if (parts != null) {
      parts.close();
    }
  }
}
