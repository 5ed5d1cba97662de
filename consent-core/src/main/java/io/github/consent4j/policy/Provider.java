package io.github.consent4j.policy;

import java.util.List;
import java.util.Optional;

/**
 * Who stands behind a service. Immutable and thread-safe.
 *
 * @param name legal name
 * @param address postal address on one line; empty when unknown
 * @param country ISO 3166-1 alpha-2 code; empty when unknown
 * @param privacyPolicy address of the privacy policy, an {@code https:} URL or a path on this site
 * @param transfersTo ISO 3166-1 alpha-2 codes of other countries to which data goes
 * @param domains names in ASCII and lower case of the provider's own domains: what it stores on
 *     them, or on hosts below, no other site can set, read or delete
 */
public record Provider(
    String name,
    Optional<String> address,
    Optional<String> country,
    Optional<String> privacyPolicy,
    List<String> transfersTo,
    List<String> domains) {

  public Provider {
    transfersTo = List.copyOf(transfersTo);
    domains = List.copyOf(domains);
  }

  /** A provider of which no domain is known, and that keeps the data in its own country. */
  public Provider(
      String name,
      Optional<String> address,
      Optional<String> country,
      Optional<String> privacyPolicy) {
    this(name, address, country, privacyPolicy, List.of(), List.of());
  }

  /**
   * Whether a host or cookie domain is one of the provider's own, or below one.
   *
   * @param domain in lower case, with a leading dot or without
   */
  boolean owns(String domain) {
    for (String own : domains) {
      if (DomainName.isWithin(domain, own)) {
        return true;
      }
    }
    return false;
  }

  /** The same provider on a site that is served at a host, which may be one of its own. */
  Provider servedAt(String host) {
    List<String> others = domains.stream().filter(own -> !DomainName.isWithin(host, own)).toList();
    return new Provider(name, address, country, privacyPolicy, transfersTo, others);
  }
}
