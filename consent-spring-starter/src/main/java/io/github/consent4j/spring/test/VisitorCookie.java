package io.github.consent4j.spring.test;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.policy.Policy;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The consent cookie that a visitor's browser sends to one page.
 *
 * @param name of the cookie
 * @param value empty for a visitor who has not decided
 */
record VisitorCookie(String name, Optional<String> value) {

  /**
   * Returns the cookie of a visitor.
   *
   * @param policy policy of the application, which may contain several sites
   * @param path path of the page within the application
   */
  static VisitorCookie of(Choice choice, Policy policy, String scheme, String host, String path) {
    String lowerHost = host.toLowerCase(Locale.ROOT);
    Policy there =
        policy.at(host, path).servedAt(lowerHost).servedOver(scheme.toLowerCase(Locale.ROOT));
    Consent consent = choice.under(there);
    return new VisitorCookie(
        there.settings().cookie().name(),
        consent.decision() instanceof Decision.Made made
            ? Optional.of(new ConsentCookie(there, Clock.systemUTC()).encode(made))
            : Optional.empty());
  }

  /**
   * Returns the cookie of a visitor of an address.
   *
   * @param page address of a page, of an application at the root of its host; of {@code localhost}
   *     if it names no host
   */
  static VisitorCookie of(Choice choice, Policy policy, URI page) {
    return of(
        choice,
        policy,
        Objects.requireNonNullElse(page.getScheme(), "http"),
        Objects.requireNonNullElse(page.getHost(), "localhost"),
        Objects.requireNonNullElse(page.getPath(), "/"));
  }

  /** Returns {@code name=value}; empty for a visitor who has not decided. */
  String pair() {
    return value.map(text -> name + '=' + text).orElse("");
  }

  /**
   * Returns whether a header contains a cookie of this name.
   *
   * @param header value of {@code Cookie}; empty if there is none
   */
  boolean isIn(String header) {
    return pairs(header).anyMatch(this::hasName);
  }

  /**
   * Returns the value of {@code Cookie} with this cookie in place of others of its name.
   *
   * @param header the value without it; empty if there is none
   */
  String addedTo(String header) {
    return Stream.concat(pairs(header).filter(pair -> !hasName(pair)), Stream.of(pair()))
        .filter(pair -> !pair.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static Stream<String> pairs(String header) {
    return Stream.of(header.split(";")).map(String::strip);
  }

  private boolean hasName(String pair) {
    return pair.split("=", 2)[0].strip().equals(name);
  }
}
