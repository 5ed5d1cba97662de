package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.chain.ChainEntry;
import java.time.Instant;

/**
 * The end of a node's chain.
 *
 * @param node name of the node
 * @param number number of the newest entry; 0 if there is none
 * @param link link of the newest entry
 * @param storedAt when the newest entry was stored
 */
record Head(String node, long number, String link, Instant storedAt) {

  /** Returns the end of a chain without entries. */
  static Head none(String node) {
    return new Head(node, 0, ChainEntry.START, Instant.EPOCH);
  }

  /** Returns the place of the entry that follows. */
  ChainEntry next(ChainEntry.Kind kind, String content) {
    return new ChainEntry(node, number + 1, link, kind, ChainEntry.digest(content));
  }

  /** Returns the end of the chain with one more entry. */
  Head after(ChainEntry entry, Instant storedAt) {
    return new Head(node, entry.number(), entry.link(), storedAt);
  }
}
