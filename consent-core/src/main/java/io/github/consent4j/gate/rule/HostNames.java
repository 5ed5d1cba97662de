package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Names of hosts that were met in pages, each kept once and only so many. Thread-safe. */
final class HostNames {

  private static final int ROOM = 1000;
  private static final int SLOTS = 4096;
  private static final int LONGEST = 253;

  private final AtomicReferenceArray<@Nullable String> names = new AtomicReferenceArray<>(SLOTS);
  private final AtomicInteger count = new AtomicInteger();

  /** The name that stands here, in ASCII; null when it is one too many. */
  @Nullable String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return null;
    }
    int slot = ((ByteKeys.hash(bytes, from, to) * 0x9E3779B1) >>> 20) & SLOTS - 1;
    while (true) {
      String name = names.get(slot);
      if (name == null) {
        if (count.get() >= ROOM) {
          return null;
        }
        String added = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (names.compareAndSet(slot, null, added)) {
          count.incrementAndGet();
          return added;
        }
      } else if (is(name, bytes, from, to)) {
        return name;
      } else {
        slot = slot + 1 & SLOTS - 1;
      }
    }
  }

  private static boolean is(String name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
