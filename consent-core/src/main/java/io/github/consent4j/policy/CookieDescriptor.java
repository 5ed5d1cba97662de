package io.github.consent4j.policy;

import java.util.Optional;

/**
 * One thing a service keeps in the visitor's browser: a cookie, or a key in the browser's storage.
 * Immutable and thread-safe.
 *
 * @param name name, or a pattern for a family of names
 * @param kind where it is kept
 * @param domain domain it is set for, in lower case; empty for the site's own host
 * @param path path it is set for; {@code /} unless declared otherwise
 * @param lifetime how long it stays
 * @param purpose what it is for, in the visitor's words
 * @param necessity why the site cannot do without it; empty when nobody claims that
 * @param handling how it leaves the server, if it is a cookie
 */
public record CookieDescriptor(
    NamePattern name,
    StorageKind kind,
    Optional<String> domain,
    String path,
    Lifetime lifetime,
    LocalizedText purpose,
    Optional<LocalizedText> necessity,
    CookieHandling handling) {

  /** A declaration whose cookies leave as the application writes them, once they may. */
  public CookieDescriptor(
      NamePattern name,
      StorageKind kind,
      Optional<String> domain,
      String path,
      Lifetime lifetime,
      LocalizedText purpose,
      Optional<LocalizedText> necessity) {
    this(name, kind, domain, path, lifetime, purpose, necessity, CookieHandling.DEFAULT);
  }

  /** Whether it is the library's own cookie, as the catalogue declares it. */
  public boolean isOfDecisions() {
    return kind == StorageKind.COOKIE
        && domain.isEmpty()
        && name.glob().equals(DecisionCookie.DEFAULT.name());
  }

  /** The same, unless it is the library's own cookie, which is as the settings have it. */
  CookieDescriptor remembering(Settings settings) {
    DecisionCookie cookie = settings.cookie();
    return isOfDecisions()
        ? new CookieDescriptor(
            new NamePattern(cookie.name()),
            kind,
            cookie.domain(),
            cookie.path().orElse(path),
            new Lifetime.Expiring(settings.renewAfter()),
            purpose,
            necessity,
            handling)
        : this;
  }
}
