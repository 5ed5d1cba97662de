package io.github.consent4j.gate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the operator has been told about: each name once, and a bounded number. Thread-safe. */
final class Told {

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final int room;

  /**
   * @param room how many names there are to be told about
   */
  Told(int room) {
    this.room = room;
  }

  /** Whether there is room for a name that has not been told yet. */
  boolean lacks(String name) {
    return !names.contains(name) && names.size() < room;
  }

  /**
   * Takes a name.
   *
   * @return whether nobody else was faster
   */
  boolean add(String name) {
    return names.add(name);
  }
}
