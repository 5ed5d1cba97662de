package io.github.consent4j.policy;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.text.DomainName;
import java.util.Locale;
import java.util.Optional;

/**
 * The cookie in which a visitor's decision is kept: its name, and where browsers send it. Immutable
 * and thread-safe.
 *
 * @param name a token (RFC 9110, section 5.6.2)
 * @param domain the site's host or a parent of it, in lower case; empty for the host alone
 * @param path from the first slash; empty for the context path of the application
 */
public record DecisionCookie(String name, Optional<String> domain, Optional<String> path) {

  /** What holds where the site says nothing. */
  public static final DecisionCookie DEFAULT =
      new DecisionCookie("consent", Optional.empty(), Optional.empty());

  private static final String SECURE_PREFIX = "__secure-";
  private static final String HOST_PREFIX = "__host-";

  /** Whether browsers take the name by https alone (RFC 6265bis, section 4.1.3). */
  public boolean needsHttps() {
    return !plainName().equals(name);
  }

  /** Whether browsers take the name for the whole of one host alone: no domain, path {@code /}. */
  public boolean isForOneHost() {
    return name.toLowerCase(Locale.ROOT).startsWith(HOST_PREFIX);
  }

  /** The same cookie as browsers take it by plain http: without a prefix that needs https. */
  public DecisionCookie overHttp() {
    return needsHttps() ? new DecisionCookie(plainName(), domain, path) : this;
  }

  private String plainName() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HOST_PREFIX)) {
      return name.substring(HOST_PREFIX.length());
    }
    return lower.startsWith(SECURE_PREFIX) ? name.substring(SECURE_PREFIX.length()) : name;
  }

  /**
   * The domain with which the cookie is set at a host; empty for the host alone, and where the
   * domain is not one of the host's.
   *
   * @param host name without a port, in lower case
   */
  public Optional<String> domainAt(String host) {
    return domain.filter(parent -> DomainName.isWithin(host, parent));
  }

  /**
   * The path with which the cookie is set.
   *
   * @param contextPath where the application lives on the host; empty for the root
   */
  public String pathIn(String contextPath) {
    return path.orElse(contextPath.isEmpty() ? "/" : contextPath);
  }

  /** Whether every page of an application gets the cookie (RFC 6265, section 5.1.4). */
  public boolean reaches(String contextPath) {
    String own = pathIn(contextPath);
    return SitePath.isWithin(
        contextPath, own.endsWith("/") ? own.substring(0, own.length() - 1) : own);
  }
}
