package io.github.consent4j.audit.item;

import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What several observers have seen of one thing. Immutable and thread-safe.
 *
 * @param items empty if it was never seen
 */
public record Sightings(List<? extends Seen.Item> items) {

  /** Copies the items. */
  public Sightings {
    items = List.copyOf(items);
  }

  /** Returns whether it was never seen. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Returns how often it was seen. */
  public long count() {
    return items.stream().mapToLong(Seen.Item::count).sum();
  }

  /** Returns how often it was seen under which decision. */
  public Seen.ByConsent byConsent() {
    return items.stream()
        .map(Seen.Item::byConsent)
        .reduce(Seen.ByConsent.NONE, Seen.ByConsent::plus);
  }

  /** Returns when it was first seen; empty if it never was. */
  public Optional<Instant> first() {
    return items.stream().map(Seen.Item::first).min(Instant::compareTo);
  }

  /** Returns when it was last seen; empty if it never was. */
  public Optional<Instant> last() {
    return items.stream().map(Seen.Item::last).max(Instant::compareTo);
  }

  /** Returns the pages on which it was seen, each once. */
  public Stream<String> pages() {
    return items.stream().flatMap(item -> item.pages().stream()).distinct();
  }

  /**
   * Returns the longest lifetime that was seen, as ISO 8601 writes it, or {@code session}; empty if
   * it was not seen being set.
   */
  public Optional<String> lifetime() {
    List<Optional<Duration>> known =
        items.stream()
            .flatMap(item -> item.attributes().stream())
            .map(Seen.Attributes::lifetime)
            .toList();
    Stream<Duration> times = known.stream().flatMap(Optional::stream);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(times.max(Duration::compareTo).map(Duration::toString).orElse("session"));
  }
}
