package io.github.consent4j.gate.cookie;

import io.github.consent4j.text.DomainName;

/** The domain attribute of a cookie, and the hosts that receive such a cookie. */
final class CookieDomain {

  private CookieDomain() {}

  /**
   * Returns whether a cookie with a domain attribute is sent to a host (RFC 6265, section 5.1.3).
   *
   * @param domain in lower case, with or without a leading dot
   */
  static boolean reaches(String host, String domain) {
    String name = DomainName.withoutDot(domain);
    return !name.isEmpty() && DomainName.isWithin(host, name);
  }

  /**
   * Returns whether a host is a name and not an IP address. Only a cookie of a host name can have a
   * domain.
   */
  static boolean isHostName(String host) {
    return host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*") && !host.matches(".*[0-9.]");
  }
}
