package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memory for the things of one origin. It limits their number, the number of names that lead to
 * them as they are, and the length of all texts. Thread-safe.
 */
final class SeenRoom {

  /** The number of names as they are for each thing that there is room for. */
  private static final int NAMES = 2;

  /** The bytes of text for each thing that there is room for. */
  private static final int TEXT = 400;

  private final Origin origin;

  /** The things by their names as they are, for each kind, so that these are generalised once. */
  private final List<Map<String, SeenThing>> known =
      Stream.of(Seen.Kind.values())
          .<Map<String, SeenThing>>map(kind -> new ConcurrentHashMap<>())
          .toList();

  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger things = new AtomicInteger();
  private final TextRoom text;

  SeenRoom(Origin origin) {
    this.origin = origin;
    text = new TextRoom(origin.room * TEXT);
  }

  /** Returns the thing that a name as it is leads to; null if that is not known. */
  @Nullable SeenThing known(Seen.Kind kind, String name) {
    return known.get(kind.ordinal()).get(name);
  }

  /** Remembers what a name as it is leads to, if there is room. */
  void remember(Seen.Kind kind, String name, SeenThing thing) {
    boolean isSame = name.equals(thing.name());
    String kept = isSame ? thing.name() : name;
    if (!isFull()
        && (isSame || text.takes(name))
        && known.get(kind.ordinal()).putIfAbsent(kept, thing) == null) {
      names.incrementAndGet();
    }
  }

  /** Returns whether there is no room for another name as it is. */
  boolean isFull() {
    return names.get() >= NAMES * origin.room;
  }

  /** Returns whether a part of the room for things is free, and there is room for a text. */
  boolean hasRoomFor(String name, double part) {
    return things.get() < origin.room * part && text.takes(name);
  }

  /** Counts a new thing. */
  void add() {
    things.incrementAndGet();
  }

  /** Returns the memory for all texts of these things. */
  TextRoom text() {
    return text;
  }
}
