package io.github.consent4j.text;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names that the log has already told, up to a limit. Thread-safe. */
public final class LogOnce {

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final int room;

  /**
   * @param room how many names there are to be told about
   */
  public LogOnce(int room) {
    this.room = room;
  }

  /** Whether there is room for a name that has not been told yet. */
  public boolean lacks(String name) {
    return !names.contains(name) && names.size() < room;
  }

  /**
   * Takes a name.
   *
   * @return whether nobody else was faster
   */
  public boolean add(String name) {
    return names.add(name);
  }
}
