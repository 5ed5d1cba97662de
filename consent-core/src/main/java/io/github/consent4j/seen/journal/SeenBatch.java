package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one process has seen and a shared store does not have. Immutable.
 *
 * @param writer stands for the process
 * @param number one more than that of its last batch
 * @param since since when the process observes the site
 * @param at the time of the batch
 * @param items the things, with the numbers of these occurrences alone
 */
public record SeenBatch(
    UUID writer, long number, Instant since, Instant at, List<Seen.Item> items) {

  /** Copies the items. */
  public SeenBatch {
    items = List.copyOf(items);
  }
}
