package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.DomainName;
import java.net.URI;
import java.util.Optional;

/**
 * What the items of a policy need to know of its site. Immutable and thread-safe.
 *
 * @param policy the policy as seen from the site's address: what a provider stores on the site's
 *     own domain is of the site
 * @param host the site's own host, in ASCII and lower case; empty if the policy does not say it
 * @param isHttps whether the site's address is one of https
 * @param open the items that are allowed from the start
 */
record DeclaredSite(Policy policy, Optional<String> host, boolean isHttps, OpenItems open) {

  /** Returns the site of a policy, which is taken to be at the address that it says, if any. */
  static DeclaredSite of(Policy policy) {
    Optional<URI> address = policy.site().address().map(URI::create);
    Optional<String> host = address.map(URI::getHost).map(DomainName::toAscii);
    Policy seenFromThere = host.map(policy::servedAt).orElse(policy);
    boolean isHttps = address.map(URI::getScheme).filter("https"::equalsIgnoreCase).isPresent();
    return new DeclaredSite(seenFromThere, host, isHttps, new OpenItems(seenFromThere));
  }
}
