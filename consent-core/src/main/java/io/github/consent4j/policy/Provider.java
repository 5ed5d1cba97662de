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
 */
public record Provider(
    String name,
    Optional<String> address,
    Optional<String> country,
    Optional<String> privacyPolicy,
    List<String> transfersTo) {

  public Provider {
    transfersTo = List.copyOf(transfersTo);
  }

  /** A provider that keeps the data in its own country. */
  public Provider(
      String name,
      Optional<String> address,
      Optional<String> country,
      Optional<String> privacyPolicy) {
    this(name, address, country, privacyPolicy, List.of());
  }
}
