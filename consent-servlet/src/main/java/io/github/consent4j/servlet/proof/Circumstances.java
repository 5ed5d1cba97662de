package io.github.consent4j.servlet.proof;

import java.time.Instant;
import java.util.Optional;

/**
 * What a record tells of a decision that the decision itself does not. Immutable.
 *
 * @param at when the visitor decided
 * @param validUntil when the decision lapses
 * @param policy fingerprint of the whole policy
 * @param site host of the site, with the path of a site that has one
 * @param visitor address and user agent, in parts; {@link Visitor#UNKNOWN} unless the operator
 *     wants them
 */
public record Circumstances(
    Instant at, Instant validUntil, String policy, String site, Visitor visitor) {

  /**
   * What a request tells of the person, truncated.
   *
   * @param address the network of the IP address
   * @param agent name and main version of the browser
   */
  public record Visitor(Optional<String> address, Optional<String> agent) {

    /** Nothing is known of the person. */
    public static final Visitor UNKNOWN = new Visitor(Optional.empty(), Optional.empty());
  }
}
