package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.text.PercentEncoding;
import java.util.Optional;

/** The addresses by which exports name what belongs to a site. */
final class Addresses {

  /** RFC 3986, section 2.3. */
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Addresses() {}

  /** Returns the name of a record (RFC 9562). */
  static String record(ConsentRecord record) {
    return "urn:uuid:" + record.id();
  }

  /** Returns the name of something of the site: its address with a fragment. */
  static String ofSite(ConsentRecord record, String fragment) {
    return of("https://" + record.site() + (record.site().contains("/") ? "" : "/"), fragment);
  }

  /**
   * Returns the name of something at an address, which may be empty for what the document itself
   * describes.
   */
  static String of(String address, String fragment) {
    return address + '#' + PercentEncoding.encode(fragment, Addresses::isUnreserved);
  }

  /** Returns the name of the visitor who decided. */
  static String visitor(ConsentRecord record) {
    return ofSite(record, "visitor-" + record.consentId());
  }

  /** Returns the name of a notice of the site. */
  static String notice(ConsentRecord record, String id) {
    return ofSite(record, "notice-" + id);
  }

  /** Returns the address of the privacy policy that the visitor was offered. */
  static Optional<String> privacyPolicy(ConsentRecord record, PolicyFacts policy) {
    return policy
        .privacyPolicy()
        .in(record.language())
        .map(
            address ->
                address.startsWith("/") ? "https://" + host(record.site()) + address : address);
  }

  private static String host(String site) {
    return site.replaceFirst("/.*", "");
  }

  private static boolean isUnreserved(int c) {
    return UNRESERVED.indexOf(c) >= 0;
  }
}
