package io.github.consent4j.policy;

import io.github.consent4j.text.DomainName;
import io.github.consent4j.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host, with its subdomains or without, and optionally a path on it: {@code youtube.com}, {@code
 * *.youtube.com} (the subdomains, not {@code youtube.com} itself), {@code www.google.com/maps}.
 * Immutable and thread-safe.
 *
 * @param host host name in lower case, in ASCII (punycode) form, without a trailing dot
 * @param subdomains whether the pattern matches the subdomains instead of the host itself
 * @param path glob over the URL's path, which includes everything below it; empty for any path
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
   * @throws IllegalArgumentException if the text has no host, or has a scheme, port, query or user
   */
  public static UrlPattern parse(String text) {
    if (text.contains("://") || text.contains("?") || text.contains("@")) {
      throw noHost(text);
    }
    if (text.contains("#")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' holds nothing back: what follows '#' never leaves the browser; remove it");
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    boolean subdomains = host.startsWith("*.");
    if (subdomains) {
      host = host.substring(2);
    }
    host = host.startsWith("[") ? host.toLowerCase(Locale.ROOT) : DomainName.toAscii(host);
    String path = slash < 0 ? "" : text.substring(slash);
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
    boolean anyPath = path.isEmpty() || new PathPattern(path).globs().isEmpty();
    return new UrlPattern(
        host, subdomains, anyPath ? Optional.empty() : Optional.of(new NamePattern(path)));
  }

  /**
   * Returns globs over a URL's path, of which one matches if this pattern does; empty if any path
   * matches. A path includes everything below it, so that {@code /maps}, {@code /maps/} and {@code
   * /maps/*} mean the same.
   */
  public List<NamePattern> paths() {
    return path.map(glob -> new PathPattern(glob.glob()).globs()).orElse(List.of());
  }

  /**
   * Returns whether the pattern matches a host, or paths on it.
   *
   * @param name host name in lower case and ASCII, without a trailing dot
   */
  public boolean isOn(String name) {
    return subdomains ? DomainName.isBelow(name, host) : name.equals(host);
  }

  /** Returns whether this pattern matches everything that another one matches. */
  public boolean covers(UrlPattern other) {
    boolean host =
        (subdomains == other.subdomains && this.host.equals(other.host))
            || (subdomains && isAbove(other));
    return host
        && (paths().isEmpty()
            || (!other.paths().isEmpty()
                && other.paths().stream()
                    .allMatch(path -> paths().stream().anyMatch(own -> own.covers(path)))));
  }

  /** Returns whether some URL is matched by both patterns. */
  public boolean meets(UrlPattern other) {
    boolean host =
        (subdomains == other.subdomains && this.host.equals(other.host))
            || (subdomains && isAbove(other))
            || (other.subdomains && other.isAbove(this));
    return host
        && (paths().isEmpty()
            || other.paths().isEmpty()
            || paths().stream()
                .anyMatch(own -> other.paths().stream().anyMatch(path -> own.meets(path))));
  }

  private boolean isAbove(UrlPattern other) {
    return DomainName.isBelow(other.host, host);
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
            + Suggestions.listHint(text));
  }

  @Override
  public String toString() {
    return (subdomains ? "*." : "") + host + path.map(NamePattern::glob).orElse("");
  }
}
