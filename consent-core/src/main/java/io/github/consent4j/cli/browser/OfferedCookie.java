package io.github.consent4j.cli.browser;

import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.cookie.SetCookieText;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * A cookie that a response sets, without its value. Whether the browser takes it is another matter:
 * many refuse those of third parties.
 *
 * @param domain the host that it is for, without a leading dot
 * @param seconds its lifetime; empty for the session, and 0 or less if it is deleted
 */
record OfferedCookie(String name, String domain, String path, OptionalLong seconds, Flags flags) {

  private static final Clock CLOCK = Clock.systemUTC();

  /**
   * Reads the value of a {@code Set-Cookie} header.
   *
   * @param host the host that sent it
   */
  static OfferedCookie of(String header, String host) {
    SetCookieText text = new SetCookieText(header);
    String domain = text.last("domain").map(SameSite::plain).orElse("");
    return new OfferedCookie(
        SetCookieGate.nameIn(header),
        domain.isEmpty() ? host : domain,
        text.last("path").filter(path -> path.startsWith("/")).orElse("/"),
        text.lifetime(CLOCK),
        new Flags(
            text.has("secure"),
            text.has("httponly"),
            domain.isEmpty(),
            text.last("samesite").orElse(""),
            text.has("partitioned")));
  }

  /** Returns whether it is to stay, instead of being deleted. */
  boolean stays() {
    return seconds.orElse(1) > 0;
  }
}
