package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen at a site, as a store keeps it. Immutable.
 *
 * @param since when the observation began
 * @param items everything that was seen since then
 */
public record SeenList(Instant since, List<Seen.Item> items) {

  /** Copies the list. */
  public SeenList {
    items = List.copyOf(items);
  }

  /** Returns one thing as a store has kept it. */
  public static Seen.Item item(
      Seen.Kind kind,
      String name,
      Optional<String> service,
      List<String> pages,
      Instant first,
      Instant last,
      long count,
      Seen.ByConsent byConsent,
      Optional<Seen.Attributes> attributes) {
    return new SeenItem(kind, name, service, pages, first, last, count, byConsent, attributes);
  }

  /**
   * Returns one thing with what was seen of it at two times or nodes.
   *
   * @param latest decides on the service and the attributes
   */
  public static Seen.Item sum(Seen.Item latest, Seen.Item earlier) {
    return SeenItem.of(latest).after(earlier);
  }
}
