package io.github.consent4j.policy;

import io.github.consent4j.text.DomainName;
import io.github.consent4j.text.Suggestions;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A host, with its subdomains or without, and optionally a path and parameters: {@code
 * youtube.com}, {@code *.youtube.com} (the subdomains, not {@code youtube.com} itself), {@code
 * shop-*.example.com} (a star within one label), {@code www.google.com/maps}, {@code
 * www.example.com/tag.js?id=A-*}. A pattern that starts with the path, such as {@code /matomo}, is
 * about the site's own host, which {@code <own>} names within a host: {@code data-*.<own>/count}.
 * Immutable and thread-safe.
 *
 * @param host host name in lower case, in ASCII (punycode) form, without a trailing dot; one of its
 *     labels may contain a star, and {@code <own>} at its end stands for the site's own host
 * @param subdomains whether the pattern matches the subdomains instead of the host itself
 * @param path glob over the URL's path, which includes everything below it; empty for any path
 * @param query globs over the decoded values of parameters that the URL must have, by name; of
 *     several parameters of one name the first counts; empty for any query
 */
public record UrlPattern(
    String host, boolean subdomains, Optional<NamePattern> path, Map<String, NamePattern> query) {

  public UrlPattern {
    if (!new HostPattern(host, subdomains).isValid()) {
      throw new IllegalArgumentException("'" + host + "' is not a host name");
    }
    query = Collections.unmodifiableMap(new TreeMap<>(query));
  }

  /**
   * Reads {@code [*.]host[/path][?name=value&...]} or {@code /path[?name=value&...]}.
   *
   * @throws IllegalArgumentException if the text has no host, or has a scheme, port or user, or if
   *     it would match more than one provider's hosts or the whole site
   */
  public static UrlPattern parse(String text) {
    if (text.contains("://") || text.startsWith("//")) {
      throw noHost(text);
    }
    if (text.contains("#")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' holds nothing back: what follows '#' never leaves the browser; remove it");
    }
    int question = text.indexOf('?');
    String address = question < 0 ? text : text.substring(0, question);
    int slash = address.indexOf('/');
    String name = slash < 0 ? address : address.substring(0, slash);
    String path = slash < 0 ? "" : address.substring(slash);
    HostPattern host = host(slash == 0 ? HostPattern.OWN : name);
    if (!host.isValid()) {
      throw noHost(text);
    }
    if (!host.isBound()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' would be sites of other providers, too: name the provider's own domain, as in"
              + " '*.youtube.com' or 'shop-*.example.com' with one star in one label");
    }
    boolean anyPath = path.isEmpty() || new PathPattern(path).globs().isEmpty();
    Map<String, NamePattern> query = question < 0 ? Map.of() : UrlQuery.parse(text, question + 1);
    if (host.name().equals(HostPattern.OWN) && anyPath && query.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' would be every page and file of this site: name a path, as in '/matomo/*'");
    }
    return new UrlPattern(
        host.name(),
        host.subdomains(),
        anyPath ? Optional.empty() : Optional.of(new NamePattern(path)),
        query);
  }

  private static HostPattern host(String text) {
    boolean subdomains = text.startsWith("*.");
    String name = subdomains ? text.substring(2) : text;
    String ascii = name.startsWith("[") ? name.toLowerCase(Locale.ROOT) : DomainName.toAscii(name);
    return new HostPattern(ascii.equals("www.<own>") ? HostPattern.OWN : ascii, subdomains);
  }

  /**
   * Returns globs over a URL's path, of which one matches if this pattern does; empty if any path
   * matches. A path includes everything below it, so that {@code /maps}, {@code /maps/} and {@code
   * /maps/*} mean the same.
   */
  public List<NamePattern> paths() {
    return path.map(glob -> new PathPattern(glob.glob()).globs()).orElse(List.of());
  }

  /** Returns whether the pattern matches every URL on its hosts. */
  public boolean isWholeHost() {
    return path.isEmpty() && query.isEmpty();
  }

  /** Returns whether the pattern is about hosts of the site, which {@link #on} names. */
  public boolean isOwn() {
    return hosts().isOwn();
  }

  /**
   * Returns the patterns that this one stands for on a page of the site; itself alone if it does
   * not depend on the page.
   *
   * @param pageHost host name of the page, in lower case and ASCII
   */
  public List<UrlPattern> on(String pageHost) {
    return isOwn()
        ? hosts().on(pageHost).stream()
            .map(there -> new UrlPattern(there.name(), there.subdomains(), path, query))
            .toList()
        : List.of(this);
  }

  /**
   * Returns the labels of the host that are literal up to its end, so that every host that the
   * pattern matches is this one or below it.
   */
  public String domain() {
    return hosts().domain();
  }

  /**
   * Returns whether the pattern matches a host, or paths on it. One about hosts of the site matches
   * no host.
   *
   * @param name host name in lower case and ASCII, without a trailing dot
   */
  public boolean isOn(String name) {
    return hosts().matches(name);
  }

  /**
   * Returns whether this pattern matches everything that another one matches. Hosts of the site
   * count as different from all hosts that are named.
   */
  public boolean covers(UrlPattern other) {
    return hosts().covers(other.hosts())
        && (paths().isEmpty()
            || (!other.paths().isEmpty()
                && other.paths().stream()
                    .allMatch(path -> paths().stream().anyMatch(own -> own.covers(path)))))
        && UrlQuery.covers(query, other.query);
  }

  /**
   * Returns whether some URL is matched by both patterns. Hosts of the site count as different from
   * all hosts that are named.
   */
  public boolean meets(UrlPattern other) {
    return hosts().meets(other.hosts())
        && (paths().isEmpty()
            || other.paths().isEmpty()
            || paths().stream()
                .anyMatch(own -> other.paths().stream().anyMatch(path -> own.meets(path))))
        && UrlQuery.meets(query, other.query);
  }

  private HostPattern hosts() {
    return new HostPattern(host, subdomains);
  }

  private static IllegalArgumentException noHost(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no host: expected one such as 'youtube.com', '*.youtube.com',"
            + " 'www.google.com/maps/*' or, for this site itself, '/matomo/*', without scheme, port"
            + " or user"
            + Suggestions.listHint(text));
  }

  @Override
  public String toString() {
    String hosts = host.equals(HostPattern.OWN) && path.isPresent() ? "" : hosts().toString();
    return hosts
        + path.map(NamePattern::glob).orElse("")
        + query.entrySet().stream()
            .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
            .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
  }
}
