package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers everything that is seen at a site, over all its policies. The number of things is
 * limited; what visitors can make up, as the names of cookies in their requests, has a limit of its
 * own. It stores no values. Thread-safe.
 */
public final class SeenJournal {

  /** Who chose a name. */
  public enum Origin {
    /** The site, in its responses and pages. */
    SITE(1000),
    /** A request, which may contain anything. */
    REQUEST(100),
    /** A report of a browser, which anybody can write. */
    BROWSER(200);

    private final int room;

    Origin(int room) {
      this.room = room;
    }
  }

  /** The longest name that is looked at. */
  private static final int LONGEST = 200;

  /** How many names as they are lead to a thing, for each thing that there is room for. */
  private static final int NAMES = 4;

  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

  /** What keys of storages do not contain if they may be shown to people. */
  private static final String UNSAFE = "<>\\\"";

  private final Clock clock;
  private final Instant since;
  private final SeenLog log;
  private final GateCounts counts = new GateCounts();
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  private final Names ofSite = new Names(Origin.SITE);
  private final Names ofRequests = new Names(Origin.REQUEST);
  private final Names ofBrowsers = new Names(Origin.BROWSER);
  private final AtomicLong changes = new AtomicLong();

  private record Key(Seen.Kind kind, String name) {}

  /** The things by their names as they are, so that these need not be generalised again. */
  private static final class Names {

    private final Origin origin;
    private final Map<Key, Entry> known = new ConcurrentHashMap<>();
    private final AtomicLong things = new AtomicLong();

    Names(Origin origin) {
      this.origin = origin;
    }

    boolean isFull() {
      return known.size() >= NAMES * origin.room;
    }

    boolean hasRoom() {
      return things.get() < origin.room;
    }
  }

  private static final class Entry {

    private final Key key;
    private final Instant first;
    private final LongAdder count = new LongAdder();
    private final List<String> pages = new ArrayList<>();
    private volatile Instant last;
    private volatile @Nullable String service;
    private volatile Seen.@Nullable Attributes attributes;
    private volatile @Nullable String latestPage;
    private volatile boolean full;

    Entry(Key key, Instant first) {
      this.key = key;
      this.first = first;
      this.last = first;
    }

    void addPage(String path) {
      // The same object comes with everything in one page.
      if (full || path.equals(latestPage)) {
        return;
      }
      latestPage = path;
      String general = GeneralName.ofPath(path);
      synchronized (pages) {
        if (!pages.contains(general) && pages.size() < SeenItem.MOST_PAGES) {
          pages.add(general);
        }
        full = pages.size() == SeenItem.MOST_PAGES;
      }
    }

    SeenItem snapshot() {
      synchronized (pages) {
        return new SeenItem(
            key.kind,
            key.name,
            Optional.ofNullable(service),
            pages,
            first,
            last,
            count.sum(),
            Seen.ByConsent.NONE,
            Optional.ofNullable(attributes));
      }
    }
  }

  private volatile Map<Key, Seen.Item> earlier = Map.of();

  /**
   * @param clock the time at which something is seen
   * @param known recognises what no service declares
   */
  public SeenJournal(Clock clock, KnownServices known) {
    this.clock = clock;
    this.since = clock.instant();
    this.log = new SeenLog(clock, known);
  }

  /**
   * Notes a cookie of a response.
   *
   * @param name of the cookie
   * @param service identifier of the first service that declares it; null if none does
   * @param path path of the page
   * @param attributes reads the attributes; called for some of many equal cookies only
   */
  public void cookieSet(
      String name, @Nullable String service, String path, Supplier<Seen.Attributes> attributes) {
    Entry entry = entry(Seen.Kind.COOKIE, name, Origin.SITE, service);
    if (entry != null) {
      if (entry.attributes == null || entry.count.sum() % 100 == 0) {
        entry.attributes = attributes.get();
      }
      see(entry, service, path);
    }
  }

  /** Notes a cookie of a request that no service declares. */
  public void cookieCame(String name) {
    Entry entry = entry(Seen.Kind.COOKIE, name, Origin.REQUEST, null);
    if (entry != null) {
      see(entry, null, "");
    }
  }

  /**
   * Notes that a browser reports a name that no service declares.
   *
   * @param kind how a script stores something under the name
   * @param path path of the page; empty if it is not known
   */
  public void stored(Seen.Kind kind, String name, String path) {
    Entry entry = entry(kind, name, Origin.BROWSER, null);
    if (entry != null) {
      see(entry, null, path);
    }
  }

  /**
   * Notes a host that a page loads from.
   *
   * @param host in lower case
   * @param service identifier of the service that declares it; null if none does
   * @param path path of the page; empty if it is not known
   */
  public void host(String host, @Nullable String service, String path) {
    Entry entry = entry(Seen.Kind.HOST, host, Origin.SITE, service);
    if (entry != null) {
      see(entry, service, path);
    }
  }

  /**
   * Notes a script that is recognised by its text or file name.
   *
   * @param id identifier of the service that it belongs to
   * @param isDeclared whether the policy names that service
   * @param path path of the page; empty if it is not known
   */
  public void script(String id, boolean isDeclared, String path) {
    String service = isDeclared ? id : null;
    Entry entry = entry(Seen.Kind.SCRIPT, id, Origin.SITE, service);
    if (entry != null) {
      see(entry, service, path);
    }
  }

  /** Returns the log that tells of each new thing. */
  public SeenLog log() {
    return log;
  }

  /** Returns the numbers of what the gates hold back. */
  public GateCounts counts() {
    return counts;
  }

  private void see(Entry entry, @Nullable String service, String path) {
    entry.last = clock.instant();
    entry.service = service;
    entry.count.increment();
    changes.incrementAndGet();
    if (!path.isEmpty()) {
      entry.addPage(path);
    }
    log.summarise(this::items);
  }

  private @Nullable Entry entry(
      Seen.Kind kind, String name, Origin origin, @Nullable String service) {
    Key asItIs = new Key(kind, name);
    Names names = names(origin);
    Entry known = names.known.get(asItIs);
    boolean isFull = names.isFull();
    if (known != null || (isFull && origin != Origin.SITE) || !isPlain(kind, name)) {
      return known;
    }
    String general =
        kind == Seen.Kind.HOST || kind == Seen.Kind.SCRIPT ? name : GeneralName.of(name);
    Key key = new Key(kind, general);
    Entry entry = entries.get(key);
    if (entry == null && names.hasRoom()) {
      Entry made = new Entry(key, clock.instant());
      entry = entries.putIfAbsent(key, made);
      if (entry == null) {
        entry = made;
        names.things.incrementAndGet();
        if (service == null) {
          log.isNew();
        }
      }
    }
    if (entry != null && !isFull) {
      names.known.put(asItIs, entry);
    }
    return entry;
  }

  private Names names(Origin origin) {
    return switch (origin) {
      case SITE -> ofSite;
      case REQUEST -> ofRequests;
      case BROWSER -> ofBrowsers;
    };
  }

  /** Returns whether a name can be one of its kind, and so may be shown to people. */
  private static boolean isPlain(Seen.Kind kind, String name) {
    boolean isKey = kind == Seen.Kind.LOCAL_STORAGE || kind == Seen.Kind.SESSION_STORAGE;
    String refused = isKey ? UNSAFE : SEPARATORS;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || refused.indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST;
  }

  /** Returns everything that was seen, with what was read from a file. */
  public List<Seen.Item> items() {
    Map<Key, Seen.Item> all = new HashMap<>(earlier);
    entries.forEach(
        (key, entry) -> {
          SeenItem now = entry.snapshot();
          all.merge(key, now, (before, item) -> now.after(before));
        });
    return all.values().stream().sorted(SeenItem.ORDER).toList();
  }

  /** Returns since when the site is observed. */
  public Instant since() {
    return since;
  }

  /** Continues a list that was written earlier. */
  public void continueFrom(List<Seen.Item> items) {
    Map<Key, Seen.Item> known = new HashMap<>();
    items.stream()
        .limit(2L * Origin.SITE.room)
        .forEach(item -> known.put(new Key(item.kind(), item.name()), item));
    earlier = Map.copyOf(known);
  }

  /** Returns a number that grows with everything that is seen. */
  public long changes() {
    return changes.get();
  }
}
