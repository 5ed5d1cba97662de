package io.github.consent4j.audit;

import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.List;

/**
 * What was seen in a time. Immutable.
 *
 * @param items in any order
 * @param from the beginning of the time
 * @param to its end
 */
record Observation(List<Seen.Item> items, Instant from, Instant to) {}
