package io.github.consent4j.examples.proxy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Header fields that belong to one connection and are not passed on (RFC 9110, section 7.6.1): the
 * known ones, and those that the message itself names in {@code Connection}.
 */
final class HopByHop {

  private static final Set<String> KNOWN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Set<String> names = new HashSet<>(KNOWN);

  /**
   * @param connection values of the message's {@code Connection} field
   */
  HopByHop(List<String> connection) {
    for (String value : connection) {
      Arrays.stream(value.split(","))
          .map(name -> name.strip().toLowerCase(Locale.ROOT))
          .forEach(names::add);
    }
  }

  boolean includes(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }
}
