package io.github.consent4j.gate.cookie;

import io.github.consent4j.text.DomainName;

/** The domain attribute of a cookie, and the hosts that such a cookie reaches. */
final class CookieDomain {

  private CookieDomain() {}

  /** The domain without the dot that older standards had in front of it. */
  static String withoutDot(String domain) {
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }

  /**
   * Returns whether a cookie with a domain attribute reaches a host (RFC 6265, section 5.1.3).
   *
   * @param domain in lower case, with a leading dot or without
   */
  static boolean reaches(String host, String domain) {
    String name = withoutDot(domain);
    return !name.isEmpty() && DomainName.isWithin(host, name);
  }

  /** Returns whether a host is a name, and no IP address: only then can a cookie have a domain. */
  static boolean isHostName(String host) {
    return host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*") && !host.matches(".*[0-9.]");
  }
}
