package io.github.consent4j.servlet.exchange;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Which style sheets have been read to their end and have nothing in them that may ever be held
 * back, by address and by what the application calls these very bytes: their entity tag, or their
 * date. Forgets everything when it is full. Thread-safe.
 */
public final class KnownSheets {

  private static final int ROOM = 4096;
  private static final int LONGEST = 512;

  private final Set<String> plain = ConcurrentHashMap.newKeySet();

  /** A style sheet has been read to its end. */
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

  /** What was said of a style sheet is not so. */
  public void remove(String address, Collection<String> tags, Collection<String> dates) {
    each(address, tags, (a, name) -> plain.remove(key(a, name)));
    each(address, dates, (a, name) -> plain.remove(key(a, name)));
  }

  /** Whether the bytes of this tag, or of this date, are known to be harmless. */
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
