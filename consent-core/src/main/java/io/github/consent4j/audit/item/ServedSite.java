package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Policy;
import java.util.Optional;

/**
 * The site of a policy at its address. Immutable.
 *
 * @param policy the policy, with what providers own as seen from the address
 * @param host the site's own host, in ASCII and lower case; empty if the policy does not say it
 * @param isHttps whether the address says that the site is served by https
 * @param open the items that are allowed from the start
 */
record ServedSite(Policy policy, Optional<String> host, boolean isHttps, OpenItems open) {}
