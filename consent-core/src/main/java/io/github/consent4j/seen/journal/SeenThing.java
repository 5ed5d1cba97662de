package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was seen, with its numbers. To count an occurrence is one step that allocates
 * nothing. Thread-safe.
 */
public final class SeenThing {

  /** How much later an occurrence is before its time is noted. */
  private static final long SECOND = 1000;

  /** The number of paths that are looked at in search of the first pages. */
  private static final int MOST_PATHS = 64;

  /** The number of occurrences after which the attributes of a cookie are read again. */
  private static final int ATTRIBUTES_EVERY = 100;

  private static final int ATTRIBUTES_SIZE = 200;

  /**
   * The numbers that a store has of this thing.
   *
   * @param written the occurrences here that are among them
   */
  private record Stored(long count, Seen.ByConsent byConsent, long[] written) {}

  private static final Stored NOTHING =
      new Stored(0, Seen.ByConsent.NONE, new long[Occurrence.COUNT]);

  private final Seen.Kind kind;
  private final String name;
  private final TextRoom room;
  private final AtomicLongArray counts = new AtomicLongArray(Occurrence.COUNT);
  private volatile long first;
  private volatile long last;
  private volatile @Nullable String service;
  private volatile Seen.@Nullable Attributes attributes;

  /** Stands for the page in which it was seen last, so that one page is looked at once. */
  private volatile int latestPage;

  private volatile List<String> pages = List.of();
  private volatile int pathsLeft = MOST_PATHS;
  private volatile Stored stored = NOTHING;

  SeenThing(Seen.Kind kind, String name, TextRoom room, long first) {
    this.kind = kind;
    this.name = name;
    this.room = room;
    this.first = first;
    this.last = first;
  }

  Seen.Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /**
   * Counts an occurrence.
   *
   * @param now the time in milliseconds
   */
  public void count(Occurrence occurrence, long now) {
    counts.getAndIncrement(occurrence.ordinal());
    seenAt(now);
  }

  private void seenAt(long now) {
    if (now - last >= SECOND) {
      last = now;
    }
  }

  /**
   * Counts an occurrence in a page.
   *
   * @param path path of the page, the same object for everything in one page; empty if it is not
   *     known
   * @return whether the page is another one than that of the last occurrence, or not known
   */
  boolean count(Occurrence occurrence, @Nullable String declaring, String path, Clock clock) {
    counts.getAndIncrement(occurrence.ordinal());
    declaredBy(declaring);
    // The object itself would keep a long path in memory.
    int page = path.isEmpty() ? 0 : System.identityHashCode(path);
    if (page != 0 && page == latestPage) {
      return false;
    }
    latestPage = page;
    seenAt(clock.millis());
    if (page != 0 && pathsLeft > 0) {
      addPage(path);
    }
    return true;
  }

  /** Sets the service that declares it. */
  void declaredBy(@Nullable String declaring) {
    // Writing costs more than reading.
    if (!Objects.equals(service, declaring)) {
      service = declaring;
    }
  }

  private synchronized void addPage(String path) {
    pathsLeft--;
    addGeneralPage(GeneralName.ofPath(path));
  }

  private void addGeneralPage(String page) {
    boolean isNew = pages.size() < SeenItem.MOST_PAGES && !pages.contains(page);
    if (!isNew || !PlainName.isPrintable(page) || !room.takes(page)) {
      return;
    }
    List<String> more = new ArrayList<>(pages);
    more.add(page);
    pages = List.copyOf(more);
    if (more.size() == SeenItem.MOST_PAGES) {
      pathsLeft = 0;
    }
  }

  /** Sets the attributes of a cookie, if they are not known or some time has passed. */
  void attributes(Supplier<Seen.Attributes> current) {
    Seen.Attributes known = attributes;
    if (known == null ? room.takes(ATTRIBUTES_SIZE) : total() % ATTRIBUTES_EVERY == 0) {
      attributes = current.get();
    }
  }

  /** Returns how many times it was seen here. */
  long total() {
    long total = 0;
    for (int i = 0; i < Occurrence.COUNT; i++) {
      total += counts.get(i);
    }
    return total;
  }

  /**
   * What a store has yet to get of one thing.
   *
   * @param counts all occurrences here so far
   * @param item the occurrences that are not stored
   */
  record Unsaved(SeenThing thing, long[] counts, SeenItem item) {}

  /** Returns the occurrences here that no store has; null if there are none. */
  synchronized @Nullable Unsaved unsaved() {
    long[] now = now();
    SeenItem item = item(now, new Stored(0, Seen.ByConsent.NONE, stored.written));
    return item.count() == 0 ? null : new Unsaved(this, now, item);
  }

  /** Continues what a store has, in which nothing more of this thing is from here. */
  void continueFrom(Seen.Item item) {
    continueFrom(item, stored.written);
  }

  /**
   * Continues what a store has.
   *
   * @param written the occurrences here that are in it
   */
  synchronized void continueFrom(Seen.Item item, long[] written) {
    if (total() == 0) {
      first = item.first().toEpochMilli();
      last = item.last().toEpochMilli();
      service = item.service().orElse(null);
    }
    first = Math.min(first, item.first().toEpochMilli());
    last = Math.max(last, item.last().toEpochMilli());
    item.pages().forEach(this::addGeneralPage);
    if (attributes == null && item.attributes().isPresent() && room.takes(ATTRIBUTES_SIZE)) {
      attributes = item.attributes().get();
    }
    stored = new Stored(item.count(), item.byConsent(), written);
  }

  /** Returns everything that is known of it. */
  synchronized SeenItem snapshot() {
    return item(now(), stored);
  }

  private long[] now() {
    long[] now = new long[Occurrence.COUNT];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  private SeenItem item(long[] now, Stored before) {
    long[] sums = new long[Occurrence.COUNT / 2];
    long held = 0;
    for (Occurrence each : Occurrence.values()) {
      long count = now[each.ordinal()] - before.written[each.ordinal()];
      sums[each.ordinal() % sums.length] += count;
      held += each == each.heldIf(true) ? count : 0;
    }
    Seen.ByConsent here =
        new Seen.ByConsent(
            sums[Occurrence.BEFORE.ordinal()],
            sums[Occurrence.REFUSED.ordinal()],
            sums[Occurrence.ALLOWED.ordinal()],
            held);
    return new SeenItem(
        kind,
        name,
        Optional.ofNullable(service),
        pages,
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last),
        before.count + LongStream.of(sums).sum(),
        before.byConsent.plus(here),
        Optional.ofNullable(attributes));
  }
}
