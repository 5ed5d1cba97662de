package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers everything that is seen at a site, over all its policies. The memory for it is limited;
 * what visitors can make up, as the names of cookies in their requests, has a limit of its own. It
 * stores no values. Thread-safe.
 */
public final class SeenJournal {

  /** The part of the room that a list from elsewhere may fill, so that new things find some. */
  private static final double CONTINUED = 0.75;

  /** Finds which service declares something now. */
  @FunctionalInterface
  public interface ServiceLookup {

    /**
     * Returns the identifier of the first service that declares a thing; empty if none does.
     *
     * @param before the service that declared it when it was seen last
     */
    Optional<String> service(Seen.Kind kind, String name, Optional<String> before);
  }

  private record Key(Seen.Kind kind, String name) {}

  private final Clock clock;
  private final SeenLog log;
  private final GateCounts counts = new GateCounts();
  private final Map<Key, SeenThing> things = new ConcurrentHashMap<>();
  private final List<SeenRoom> rooms = Stream.of(Origin.values()).map(SeenRoom::new).toList();
  private final Supplier<List<Seen.Item>> all = this::items;
  private volatile Instant since;

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
   * Returns the cookie of a declared name, for the one who counts its occurrences in requests.
   *
   * @param declared the name, which may be a pattern
   * @param service identifier of the first service that declares it
   * @return null if there is no room for another cookie
   */
  public @Nullable SeenThing declaredCookie(String declared, String service) {
    SeenThing thing = thing(Seen.Kind.COOKIE, declared, Origin.POLICY, service);
    if (thing != null) {
      thing.declaredBy(service);
    }
    return thing;
  }

  /**
   * Notes a cookie of a response.
   *
   * @param name of the cookie, as it is or as it is declared
   * @param service identifier of the first service that declares it; null if none does
   * @param isDeclared whether a service declares exactly this name
   * @param path path of the page
   * @param attributes reads the attributes; called for some of many equal cookies only
   */
  public void cookieSet(
      String name,
      @Nullable String service,
      boolean isDeclared,
      String path,
      Occurrence occurrence,
      Supplier<Seen.Attributes> attributes) {
    SeenThing thing =
        thing(Seen.Kind.COOKIE, name, isDeclared ? Origin.POLICY : Origin.SITE, service);
    if (thing != null) {
      thing.attributes(attributes);
      see(thing, service, path, occurrence);
    }
  }

  /** Notes a cookie of a request that no service declares. */
  public void cookieCame(String name, Occurrence occurrence) {
    SeenThing thing = thing(Seen.Kind.COOKIE, name, Origin.REQUEST, null);
    if (thing != null) {
      see(thing, null, "", occurrence);
    }
  }

  /**
   * Notes what a browser reports.
   *
   * @param name the name under which a script stores something, or the name of a host
   * @param service identifier of the first service that declares it; null if none does
   * @param path path of the page; empty if it is not known
   */
  public void reported(
      Seen.Kind kind, String name, @Nullable String service, String path, Occurrence occurrence) {
    Origin origin = service == null ? Origin.BROWSER : Origin.POLICY;
    SeenThing thing = thing(kind, name, origin, service);
    if (thing != null) {
      see(thing, service, path, occurrence);
    }
  }

  /**
   * Notes a host that a page loads from.
   *
   * @param host in lower case; as it is declared if a service declares it
   * @param service identifier of the service that declares it; null if none does
   * @param path path of the page; empty if it is not known
   */
  public void host(String host, @Nullable String service, String path, Occurrence occurrence) {
    Origin origin = service == null ? Origin.SITE : Origin.POLICY;
    SeenThing thing = thing(Seen.Kind.HOST, host, origin, service);
    if (thing != null) {
      see(thing, service, path, occurrence);
    }
  }

  /**
   * Notes a script that is recognised by its text or file name.
   *
   * @param id identifier of the service that it belongs to
   * @param isDeclared whether the policy names that service
   * @param path path of the page; empty if it is not known
   */
  public void script(String id, boolean isDeclared, String path, Occurrence occurrence) {
    String service = isDeclared ? id : null;
    Origin origin = isDeclared ? Origin.POLICY : Origin.SITE;
    SeenThing thing = thing(Seen.Kind.SCRIPT, id, origin, service);
    if (thing != null) {
      see(thing, service, path, occurrence);
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

  /** Returns the time in milliseconds, for occurrences that are counted together. */
  public long now() {
    return clock.millis();
  }

  private void see(SeenThing thing, @Nullable String service, String path, Occurrence occurrence) {
    boolean isOtherPage = thing.count(occurrence, service, path, clock);
    if (isOtherPage && log.isSummaryOpen()) {
      log.summarise(all);
    }
  }

  private SeenRoom room(Origin origin) {
    return rooms.get(origin.ordinal());
  }

  private @Nullable SeenThing thing(
      Seen.Kind kind, String name, Origin origin, @Nullable String service) {
    SeenRoom room = room(origin);
    SeenThing known = room.known(kind, name);
    if (known != null) {
      return known;
    }
    boolean isVisitors = origin == Origin.REQUEST || origin == Origin.BROWSER;
    if ((isVisitors && room.isFull())
        || (origin != Origin.POLICY && !PlainName.isPlain(kind, name))) {
      return null;
    }
    boolean isExact = origin == Origin.POLICY || kind == Seen.Kind.HOST || kind == Seen.Kind.SCRIPT;
    Key key = new Key(kind, isExact ? name : GeneralName.of(name));
    SeenThing thing = things.get(key);
    if (thing == null) {
      thing = add(key, room, 1);
      if (thing != null && service == null) {
        log.isNew();
      }
    }
    if (thing != null) {
      room.remember(kind, name, thing);
    }
    return thing;
  }

  /** Returns a new thing, or the one that another thread has added; null if there is no room. */
  private @Nullable SeenThing add(Key key, SeenRoom room, double part) {
    if (!room.hasRoomFor(key.name, part)) {
      return null;
    }
    SeenThing made = new SeenThing(key.kind, key.name, room.text(), clock.millis());
    SeenThing other = things.putIfAbsent(key, made);
    if (other == null) {
      room.add();
    }
    return other == null ? made : other;
  }

  /** Returns everything that was seen, with what was read from a store. */
  public List<Seen.Item> items() {
    return items((kind, name, before) -> before);
  }

  /**
   * Returns everything that was seen, with what was read from a store.
   *
   * @param lookup finds the services that declare it now
   */
  public List<Seen.Item> items(ServiceLookup lookup) {
    return things.values().stream()
        .map(SeenThing::snapshot)
        .filter(item -> item.count() > 0)
        .<Seen.Item>map(
            item -> item.withService(lookup.service(item.kind(), item.name(), item.service())))
        .sorted(SeenItem.ORDER)
        .toList();
  }

  /** Returns since when the site is observed. */
  public Instant since() {
    return since;
  }

  /** Continues a list that was written earlier. */
  public void continueFrom(SeenList list) {
    continueFrom(list, List.of());
  }

  /** Returns the occurrences that no shared store has yet. */
  public Unshared unshared() {
    return new Unshared(
        things.values().stream()
            .flatMap(thing -> Stream.ofNullable(thing.unsaved()))
            .sorted(Comparator.comparing(SeenThing.Unsaved::item, SeenItem.ORDER))
            .toList());
  }

  /** The occurrences that no shared store has yet. Immutable. */
  public static final class Unshared {

    private final List<SeenThing.Unsaved> things;

    private Unshared(List<SeenThing.Unsaved> things) {
      this.things = things;
    }

    /** Returns the things with the numbers of these occurrences alone. */
    public List<Seen.Item> items() {
      return things.stream().<Seen.Item>map(SeenThing.Unsaved::item).toList();
    }
  }

  /**
   * Continues the list of a shared store.
   *
   * @param list everything that the store has
   * @param stored the occurrences here that have been added to it
   */
  public void continueFrom(SeenList list, Unshared stored) {
    continueFrom(list, stored.things);
  }

  private void continueFrom(SeenList list, List<SeenThing.Unsaved> written) {
    since = list.since().isBefore(since) ? list.since() : since;
    Map<Key, Seen.Item> items = new HashMap<>();
    list.items().forEach(item -> items.put(new Key(item.kind(), item.name()), item));
    for (SeenThing.Unsaved each : written) {
      SeenThing thing = each.thing();
      Seen.Item item = items.remove(new Key(thing.kind(), thing.name()));
      if (item != null) {
        thing.continueFrom(item, each.counts());
      }
    }
    List<Seen.Item> others = new ArrayList<>(items.values());
    others.sort(Comparator.comparing(Seen.Item::last).reversed().thenComparing(SeenItem.ORDER));
    for (Seen.Item item : others) {
      Key key = new Key(item.kind(), item.name());
      SeenThing known = things.get(key);
      SeenThing thing = known != null ? known : add(key, room(origin(item)), CONTINUED);
      if (thing != null) {
        thing.continueFrom(item);
      }
    }
  }

  /** Guesses who chose the name of a thing, which lists do not tell. */
  private static Origin origin(Seen.Item item) {
    if (item.service().isPresent()) {
      return Origin.POLICY;
    }
    return switch (item.kind()) {
      case HOST, SCRIPT -> Origin.SITE;
      case COOKIE -> item.attributes().isPresent() ? Origin.SITE : Origin.REQUEST;
      case LOCAL_STORAGE, SESSION_STORAGE -> Origin.BROWSER;
    };
  }

  /** Returns a number that grows with everything that is seen. */
  public long changes() {
    return things.values().stream().mapToLong(SeenThing::total).sum();
  }
}
