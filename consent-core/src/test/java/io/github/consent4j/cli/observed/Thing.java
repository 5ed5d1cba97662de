package io.github.consent4j.cli.observed;

import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that was seen for thirty days, unless a test says otherwise. */
record Thing(
    Seen.Kind kind,
    String name,
    Optional<String> service,
    Instant last,
    Seen.ByConsent byConsent,
    Optional<Seen.Attributes> attributes)
    implements Seen.Item {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  static Thing of(Seen.Kind kind, String name) {
    return new Thing(
        kind,
        name,
        Optional.empty(),
        START.plus(Duration.ofDays(30)),
        new Seen.ByConsent(0, 0, 5, 0),
        Optional.empty());
  }

  static Thing cookie(String name) {
    return of(Seen.Kind.COOKIE, name);
  }

  static Thing host(String name) {
    return of(Seen.Kind.HOST, name);
  }

  Thing of(String declaring) {
    return new Thing(kind, name, Optional.of(declaring), last, byConsent, attributes);
  }

  Thing seenFor(Duration time) {
    return new Thing(kind, name, service, START.plus(time), byConsent, attributes);
  }

  Thing seen(long before, long refused, long allowed, long blocked) {
    return new Thing(
        kind,
        name,
        service,
        last,
        new Seen.ByConsent(before, refused, allowed, blocked),
        attributes);
  }

  Thing with(Seen.Attributes some) {
    return new Thing(kind, name, service, last, byConsent, Optional.of(some));
  }

  /** Sets the attributes by a header, such as {@code Secure; Max-Age=60}. */
  Thing set(String header) {
    Optional<String> sameSite = Optional.empty();
    Optional<String> path = Optional.of("/");
    Optional<String> domain = Optional.empty();
    Optional<Duration> lifetime = Optional.empty();
    for (String part : header.split("; *")) {
      String value = part.substring(part.indexOf('=') + 1);
      switch (part.replaceFirst("=.*", "")) {
        case "SameSite" -> sameSite = Optional.of(value);
        case "Path" -> path = Optional.of(value);
        case "Domain" -> domain = Optional.of(value);
        case "Max-Age" -> lifetime = Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        default -> {}
      }
    }
    return with(
        new Seen.Attributes(
            header.contains("Secure"),
            header.contains("HttpOnly"),
            sameSite,
            path,
            domain,
            lifetime));
  }

  @Override
  public List<String> pages() {
    return List.of("/start");
  }

  @Override
  public Instant first() {
    return START;
  }

  @Override
  public long count() {
    return byConsent.before() + byConsent.refused() + byConsent.allowed();
  }
}
