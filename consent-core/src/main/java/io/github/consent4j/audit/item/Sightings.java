package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.Evidence;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen of one line of an inventory. Immutable.
 *
 * @param items empty if it was never seen
 */
record Sightings(List<Seen.Item> items) {

  private static final int DAY = 10;

  static Sightings of(Row row, Evidence evidence) {
    if (row.item().isPresent()) {
      return new Sightings(evidence.of(row.item().get()));
    }
    return new Sightings(
        evidence.contactsOf(row.service()).stream().filter(seen -> isOf(row, seen)).toList());
  }

  private static boolean isOf(Row row, Seen.Item seen) {
    return switch (row.kind()) {
      case Row.HOST ->
          seen.kind() == Seen.Kind.HOST && UrlPattern.parse(row.name()).isOn(seen.name());
      case Row.SCRIPT, Row.INLINE -> seen.kind() == Seen.Kind.SCRIPT;
      default -> false;
    };
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  long count() {
    return sum(Seen.Item::count);
  }

  long before() {
    return sum(item -> item.byConsent().before());
  }

  long refused() {
    return sum(item -> item.byConsent().refused());
  }

  long allowed() {
    return sum(item -> item.byConsent().allowed());
  }

  long blocked() {
    return sum(item -> item.byConsent().blocked());
  }

  private long sum(ToLongFunction<Seen.Item> part) {
    return items.stream().mapToLong(part).sum();
  }

  Optional<Instant> first() {
    return items.stream().map(Seen.Item::first).min(Instant::compareTo);
  }

  Optional<Instant> last() {
    return items.stream().map(Seen.Item::last).max(Instant::compareTo);
  }

  String pages() {
    return items.stream()
        .flatMap(item -> item.pages().stream())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** Returns the longest lifetime that was seen; empty if it was not seen being set. */
  Optional<String> lifetime() {
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

  /** Returns how often and when it was seen, in English. */
  String inWords() {
    if (items.isEmpty()) {
      return "never";
    }
    return count()
        + (count() == 1 ? " time, " : " times, ")
        + day(first())
        + " to "
        + day(last())
        + (before() > 0 ? "; " + before() + " before consent" : "")
        + (blocked() > 0 ? "; " + blocked() + " blocked" : "");
  }

  private static String day(Optional<Instant> moment) {
    return moment.map(at -> at.toString().substring(0, DAY)).orElse("");
  }
}
