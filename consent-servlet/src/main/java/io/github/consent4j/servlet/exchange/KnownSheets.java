package io.github.consent4j.servlet.exchange;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The style sheets that have been read to their end and contain nothing that may ever be blocked.
 * The keys are the address and the application's name for exactly these bytes: their entity tag or
 * their date. All entries are removed when it is full. Thread-safe.
 */
public final class KnownSheets {

  private static final int ROOM = 4096;
  private static final int LONGEST = 512;

  private final Set<String> plain = ConcurrentHashMap.newKeySet();

  /** Adds a style sheet that has been read to its end. */
  public void add(String address, Collection<String> tags, Collection<String> dates) {
    each(address, tags, this::add);
    each(address, dates, this::add);
  }

  private void add(String address, String name) {
    if (address.length() + name.length() <= LONGEST) {
      if (plain.size() >= ROOM) {
        plain.clear();
      }
      plain.add(key(address, name));
    }
  }

  /** Removes a style sheet whose entry has turned out to be wrong. */
  public void remove(String address, Collection<String> tags, Collection<String> dates) {
    each(address, tags, (a, name) -> plain.remove(key(a, name)));
    each(address, dates, (a, name) -> plain.remove(key(a, name)));
  }

  /** Returns whether the bytes with this tag or date are known to be harmless. */
  public boolean has(String address, String name) {
    return plain.contains(key(address, name));
  }

  private static void each(
      String address, Collection<String> names, BiConsumer<String, String> action) {
    names.forEach(name -> action.accept(address, name));
  }

  private static String key(String address, String name) {
    return address + ' ' + name;
  }
}
