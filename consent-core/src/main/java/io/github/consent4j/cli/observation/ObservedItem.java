package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that another tool has seen at a site. Immutable. */
record ObservedItem(
    Seen.Kind kind,
    String name,
    List<String> pages,
    Instant first,
    Instant last,
    long count,
    Seen.ByConsent byConsent,
    Optional<Seen.Attributes> attributes)
    implements Seen.Item {

  ObservedItem {
    pages = List.copyOf(pages);
  }

  /** Another tool does not know the policy. */
  @Override
  public Optional<String> service() {
    return Optional.empty();
  }
}
