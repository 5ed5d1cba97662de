package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Makes a {@code Set-Cookie} header as strict as its declaration. A stricter header stays as it is.
 */
final class CookieHardening {

  private final Clock clock;

  CookieHardening(Clock clock) {
    this.clock = clock;
  }

  /** Returns the header of a cookie that may be stored for its declared lifetime. */
  SetCookieText harden(
      SetCookieText header, CookieDeclarations declarations, AllowedServices allowed) {
    CookieHandling handling = declarations.handling();
    SetCookieText hardened = header;
    if (handling.capLifetime()) {
      hardened = cap(hardened, declarations, allowed);
    }
    return attributes(hardened, handling);
  }

  /** Returns the header of a cookie that may be stored for the browser session. */
  SetCookieText forSession(SetCookieText header, CookieDeclarations declarations) {
    return attributes(withoutLifetime(header), declarations.handling());
  }

  private static SetCookieText withoutLifetime(SetCookieText header) {
    return header.has("max-age") || header.has("expires")
        ? header.without("max-age", "expires")
        : header;
  }

  private static SetCookieText attributes(SetCookieText header, CookieHandling handling) {
    SetCookieText hardened = header;
    if (handling.secure() && !header.has("secure")) {
      hardened = hardened.with("Secure");
    }
    if (handling.httpOnly() && !header.has("httponly")) {
      hardened = hardened.with("HttpOnly");
    }
    if (sameSite(header).compareTo(handling.sameSite()) < 0) {
      String least = handling.sameSite() == SameSite.STRICT ? "Strict" : "Lax";
      hardened = hardened.without("samesite").with("SameSite=" + least);
    }
    return hardened;
  }

  private static SameSite sameSite(SetCookieText header) {
    String value = header.last("samesite").orElse("");
    if (value.equalsIgnoreCase("strict")) {
      return SameSite.STRICT;
    }
    return value.equalsIgnoreCase("lax") ? SameSite.LAX : SameSite.NONE;
  }

  private SetCookieText cap(
      SetCookieText header, CookieDeclarations declarations, AllowedServices allowed) {
    OptionalLong wanted = header.lifetime(clock);
    if (wanted.isEmpty()) {
      return header;
    }
    long declared = 0;
    for (CookieDeclaration declaration : declarations.all()) {
      if (allowed.allows(declaration.service())) {
        declared = Math.max(declared, seconds(declaration.cookie().lifetime()));
      }
    }
    if (wanted.getAsLong() <= declared) {
      return header;
    }
    SetCookieText session = withoutLifetime(header);
    return declared == 0 ? session : session.with("Max-Age=" + declared);
  }

  /** Returns the lifetime in seconds; zero for the browser session. */
  private long seconds(Lifetime lifetime) {
    if (lifetime instanceof Lifetime.Expiring expiring) {
      Instant now = clock.instant();
      Instant end = now.atOffset(ZoneOffset.UTC).plus(expiring.amount()).toInstant();
      return Duration.between(now, end).toSeconds();
    }
    return lifetime instanceof Lifetime.Session ? 0 : Long.MAX_VALUE;
  }
}
