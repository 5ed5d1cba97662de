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
    if (!isHost(host)) {
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
      throw noHost(text);
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    boolean subdomains = host.startsWith("*.");
    if (subdomains) {
      host = host.substring(2);
    }
    host = host.startsWith("[") ? host.toLowerCase(Locale.ROOT) : DomainName.toAscii(host);
    Optional<NamePattern> path =
        slash < 0 ? Optional.empty() : Optional.of(new NamePattern(text.substring(slash)));
    if (!isHost(host)) {
      throw noHost(text);
    }
    if (subdomains && host.indexOf('.') < 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' would be every site of that ending: name the provider's own, as in"
              + " '*.youtube.com'");
    }
    return new UrlPattern(host, subdomains, path);
  }

  private static boolean isHost(String host) {
    return host.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]");
  }

  private static IllegalArgumentException noHost(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no host: expected one such as 'youtube.com', '*.youtube.com' or"
            + " 'www.google.com/maps/*', without scheme, port, user or query"
            + Problems.listHint(text));
  }

  @Override
  public String toString() {
    return (subdomains ? "*." : "") + host + path.map(NamePattern::glob).orElse("");
  }
}
