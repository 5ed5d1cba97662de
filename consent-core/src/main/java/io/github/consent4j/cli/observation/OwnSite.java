package io.github.consent4j.cli.observation;

import io.github.consent4j.text.DomainName;

/**
 * The hosts of the site that was observed: the one where the observation began, without {@code
 * www.}, and all below it.
 */
final class OwnSite {

  private static final String WWW = "www.";

  private final String domain;

  /**
   * @param host the host where the observation began, in ASCII and lower case
   */
  OwnSite(String host) {
    domain = host.startsWith(WWW) ? host.substring(WWW.length()) : host;
  }

  /** Returns whether a host belongs to the site. */
  boolean has(String host) {
    return DomainName.isWithin(host, domain);
  }

  /**
   * Returns whether a cookie belongs to the site. Browsers take its domain from hosts within that
   * domain only, so that it may be above the site's.
   *
   * @param cookieDomain with or without a leading dot
   */
  boolean hasCookie(String cookieDomain) {
    String plain = DomainName.toAscii(DomainName.withoutDot(cookieDomain));
    return has(plain) || DomainName.isWithin(domain, plain);
  }
}
