package io.github.consent4j.text;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names that have been logged, up to a limit. Thread-safe. */
public final class LogOnce {

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final int room;

  /**
   * @param room the largest number of names that are logged
   */
  public LogOnce(int room) {
    this.room = room;
  }

  /** Returns whether a name has not been logged and there is still room for it. */
  public boolean lacks(String name) {
    return !names.contains(name) && names.size() < room;
  }

  /**
   * Adds a name.
   *
   * @return true unless another thread has added the name first
   */
  public boolean add(String name) {
    return names.add(name);
  }
}
