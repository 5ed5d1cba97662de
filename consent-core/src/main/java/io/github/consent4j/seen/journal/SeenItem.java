package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A snapshot of one thing that was seen. Immutable. */
record SeenItem(
    Seen.Kind kind,
    String name,
    Optional<String> service,
    List<String> pages,
    Instant first,
    Instant last,
    long count,
    Seen.ByConsent byConsent,
    Optional<Seen.Attributes> attributes)
    implements Seen.Item {

  static final int MOST_PAGES = 5;

  static final Comparator<Seen.Item> ORDER =
      Comparator.comparing(Seen.Item::kind).thenComparing(Seen.Item::name);

  SeenItem {
    pages = List.copyOf(pages);
  }

  static SeenItem of(Seen.Item item) {
    return new SeenItem(
        item.kind(),
        item.name(),
        item.service(),
        item.pages(),
        item.first(),
        item.last(),
        item.count(),
        item.byConsent(),
        item.attributes());
  }

  /** Returns this item with another service that declares it. */
  SeenItem withService(Optional<String> declaring) {
    return new SeenItem(kind, name, declaring, pages, first, last, count, byConsent, attributes);
  }

  /** Returns this item with what was seen of it earlier. */
  SeenItem after(Seen.Item earlier) {
    List<String> all = new ArrayList<>(earlier.pages());
    pages.stream().filter(page -> !earlier.pages().contains(page)).forEach(all::add);
    return new SeenItem(
        kind,
        name,
        service,
        all.stream().limit(MOST_PAGES).toList(),
        earlier.first().isBefore(first) ? earlier.first() : first,
        earlier.last().isAfter(last) ? earlier.last() : last,
        count + earlier.count(),
        byConsent.plus(earlier.byConsent()),
        attributes.or(earlier::attributes));
  }
}
