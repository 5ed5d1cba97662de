package io.github.consent4j.seen.journal;

import java.util.concurrent.atomic.AtomicInteger;

/** The memory for texts. Thread-safe. */
final class TextRoom {

  /** The bytes that a text needs beside its characters. */
  private static final int HEADER = 48;

  private final int most;
  private final AtomicInteger used = new AtomicInteger();

  /**
   * @param most the number of bytes
   */
  TextRoom(int most) {
    this.most = most;
  }

  /** Returns whether a text may be kept, and then takes the room for it. */
  boolean takes(String added) {
    return takes(added.length() + HEADER);
  }

  /** Returns whether bytes may be kept, and then takes the room for them. */
  boolean takes(int bytes) {
    if (used.get() + bytes > most) {
      return false;
    }
    used.addAndGet(bytes);
    return true;
  }
}
