package io.github.consent4j.cli.observation;

import io.github.consent4j.text.DomainName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an address that may be kept: no user, no port, no query.
 *
 * @param host in ASCII and lower case
 * @param path {@code /} if the address has none
 */
record SeenUrl(String host, String path) {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(?:https?|wss?)://(?:[^/?#@]*@)?([^/?#:@\\[\\]\\s]+|\\[[0-9a-f:.]+\\])(?::\\d*)?"
              + "(/[^?#]*)?.*",
          Pattern.DOTALL);

  /** Reads an address; empty if a browser would not contact a host for it. */
  static Optional<SeenUrl> of(String address) {
    Matcher parts = ADDRESS.matcher(address);
    return parts.matches()
        ? Optional.of(
            new SeenUrl(
                DomainName.toAscii(parts.group(1)),
                Optional.ofNullable(parts.group(2)).orElse("/")))
        : Optional.empty();
  }
}
