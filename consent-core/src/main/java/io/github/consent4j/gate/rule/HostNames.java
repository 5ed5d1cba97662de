package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of hosts that were met in pages, up to a limit. Each name is stored once. Thread-safe.
 */
final class HostNames {

  private static final int ROOM = 1000;
  private static final int LONGEST = 253;

  private final Map<String, String> kept = new HashMap<>();

  /** The stored names, which are read without a lock. */
  private volatile ByteKeys<String> names = new ByteKeys<>(Map.of());

  private volatile boolean full;

  /** Returns the name in these ASCII bytes; null if it is new and the limit is reached. */
  @Nullable String of(byte[] bytes, int from, int to) {
    String known = names.get(bytes, from, to, ByteKeys.hash(bytes, from, to));
    return known != null || full || to - from > LONGEST
        ? known
        : add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  private synchronized @Nullable String add(String name) {
    String known = kept.get(name);
    if (known != null || full) {
      return known;
    }
    kept.put(name, name);
    names = new ByteKeys<>(kept);
    full = kept.size() == ROOM;
    return name;
  }
}
