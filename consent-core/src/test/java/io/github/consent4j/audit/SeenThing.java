package io.github.consent4j.audit;

import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that was seen, for tests. */
record SeenThing(
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

  static SeenThing of(Seen.Kind kind, String name) {
    return new SeenThing(
        kind,
        name,
        Optional.empty(),
        List.of("/start", "/search"),
        Instant.parse("2026-11-01T08:00:00Z"),
        Instant.parse("2026-11-28T20:30:00Z"),
        12,
        new Seen.ByConsent(3, 4, 5, 7),
        Optional.empty());
  }

  SeenThing by(String id) {
    return new SeenThing(
        kind, name, Optional.of(id), pages, first, last, count, byConsent, attributes);
  }

  SeenThing on(String... others) {
    return new SeenThing(
        kind, name, service, List.of(others), first, last, count, byConsent, attributes);
  }

  SeenThing between(Instant from, Instant to) {
    return new SeenThing(kind, name, service, pages, from, to, count, byConsent, attributes);
  }

  SeenThing set(String domain, Duration lifetime) {
    return new SeenThing(
        kind,
        name,
        service,
        pages,
        first,
        last,
        count,
        byConsent,
        Optional.of(
            new Seen.Attributes(
                true,
                false,
                Optional.of("lax"),
                Optional.of("/"),
                Optional.ofNullable(domain),
                Optional.ofNullable(lifetime))));
  }
}
