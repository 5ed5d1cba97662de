package io.github.consent4j.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * A host, with its subdomains or without, and optionally a path on it: {@code youtube.com}, {@code
 * *.youtube.com} (the subdomains, not {@code youtube.com} itself), {@code www.google.com/maps/*}.
 * Immutable and thread-safe.
 *
 * @param host host name in lower case, in ASCII (punycode) form, without a trailing dot
 * @param subdomains whether the subdomains are meant instead of the host itself
 * @param path glob over the URL's path; empty when any path is meant
 */
public record UrlPattern(String host, boolean subdomains, Optional<NamePattern> path) {

  public UrlPattern {
    if (host.isEmpty() || !host.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]")) {
      throw new IllegalArgumentException("'" + host + "' is not a host name");
    }
  }

  /**
   * Reads {@code [*.]host[/path]}.
   *
   * @throws IllegalArgumentException if the text names no host, or has a scheme, port, query or
   *     user
   */
  public static UrlPattern parse(String text) {
    if (text.contains("://") || text.contains("?") || text.contains("@")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' must be a host such as 'youtube.com', '*.youtube.com' or"
              + " 'www.google.com/maps/*', without scheme, user or query");
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    boolean subdomains = host.startsWith("*.");
    if (subdomains) {
      host = host.substring(2);
    }
    if (!host.startsWith("[")) {
      host = DomainName.toAscii(host);
    }
    Optional<NamePattern> path =
        slash < 0 ? Optional.empty() : Optional.of(new NamePattern(text.substring(slash)));
    return new UrlPattern(host.toLowerCase(Locale.ROOT), subdomains, path);
  }

  @Override
  public String toString() {
    return (subdomains ? "*." : "") + host + path.map(NamePattern::glob).orElse("");
  }
}
