package io.github.consent4j.cli.browser;

import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.gate.cookie.SetCookieGate;
import java.time.Clock;
import java.util.Locale;
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
    String path = "/";
    String domain = "";
    String sameSite = "";
    boolean httpOnly = false;
    boolean secure = false;
    boolean partitioned = false;
    String[] parts = header.split(";");
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      String value = part.contains("=") ? part.substring(part.indexOf('=') + 1).strip() : "";
      switch (part.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT)) {
        case "path" -> path = value.startsWith("/") ? value : "/";
        case "domain" -> domain = SameSite.plain(value);
        case "samesite" -> sameSite = value;
        case "httponly" -> httpOnly = true;
        case "secure" -> secure = true;
        case "partitioned" -> partitioned = true;
        default -> {
          // Lifetimes are read below, and what else there is says nothing of the cookie.
        }
      }
    }
    return new OfferedCookie(
        SetCookieGate.nameIn(header),
        domain.isEmpty() ? host : domain,
        path,
        SetCookieGate.lifetimeIn(header, CLOCK),
        new Flags(secure, httpOnly, domain.isEmpty(), sameSite, partitioned));
  }

  /** Returns whether it is to stay, instead of being deleted. */
  boolean stays() {
    return seconds.orElse(1) > 0;
  }
}
