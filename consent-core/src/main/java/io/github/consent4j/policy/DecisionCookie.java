package io.github.consent4j.policy;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.text.DomainName;
import java.util.Locale;
import java.util.Optional;

/**
 * The cookie that stores a visitor's decision: its name, and its scope. Immutable and thread-safe.
 *
 * @param name a token (RFC 9110, section 5.6.2)
 * @param domain host of the site or a parent of it, in lower case; empty for the host alone
 * @param path path that begins with a slash; empty for the context path of the application
 * @param section path within the application that the cookie is limited to if {@code path} is
 *     empty; empty for the whole application
 */
public record DecisionCookie(
    String name, Optional<String> domain, Optional<String> path, String section) {

  /** The default. */
  public static final DecisionCookie DEFAULT =
      new DecisionCookie("consent", Optional.empty(), Optional.empty());

  private static final String SECURE_PREFIX = "__secure-";
  private static final String HOST_PREFIX = "__host-";

  /** Creates a cookie for the whole application. */
  public DecisionCookie(String name, Optional<String> domain, Optional<String> path) {
    this(name, domain, path, "");
  }

  /** Returns whether browsers accept the name by https alone (RFC 6265bis, section 4.1.3). */
  public boolean needsHttps() {
    return !plainName().equals(name);
  }

  /**
   * Returns whether browsers accept the name only for one whole host: no domain, path {@code /}.
   */
  public boolean isForOneHost() {
    return name.toLowerCase(Locale.ROOT).startsWith(HOST_PREFIX);
  }

  /**
   * Returns this cookie with a name that browsers accept by plain http, without a prefix that
   * requires https.
   */
  public DecisionCookie overHttp() {
    return needsHttps() ? new DecisionCookie(plainName(), domain, path, section) : this;
  }

  /** Returns this cookie for a part of the application, see {@link #section}. */
  public DecisionCookie within(String path) {
    return new DecisionCookie(name, domain, this.path, path);
  }

  private String plainName() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HOST_PREFIX)) {
      return name.substring(HOST_PREFIX.length());
    }
    return lower.startsWith(SECURE_PREFIX) ? name.substring(SECURE_PREFIX.length()) : name;
  }

  /**
   * Returns the domain with which the cookie is set at a host; empty for the host alone, and if the
   * domain does not contain the host.
   *
   * @param host name without a port, in lower case
   */
  public Optional<String> domainAt(String host) {
    return domain.filter(parent -> DomainName.isWithin(host, parent));
  }

  /**
   * Returns the path with which the cookie is set.
   *
   * @param contextPath path of the application on the host; empty for the root
   */
  public String pathIn(String contextPath) {
    String own = contextPath + section;
    return path.orElse(own.isEmpty() ? "/" : own);
  }

  /**
   * Returns whether browsers send the cookie to every page of an application (RFC 6265, section
   * 5.1.4).
   */
  public boolean reaches(String contextPath) {
    String own = pathIn(contextPath);
    return SitePath.isWithin(
        contextPath + section, own.endsWith("/") ? own.substring(0, own.length() - 1) : own);
  }
}
