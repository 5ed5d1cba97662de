package io.github.consent4j.record.chain;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of a node, which stands in every entry of its chain. */
public final class NodeName {

  private static final int LONGEST = 100;

  private NodeName() {}

  /** Returns the name of this host, for a node that was given none. */
  public static String ofHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node";
    }
  }

  /**
   * Returns a name of a node.
   *
   * @throws IllegalArgumentException if it is blank, long or has control characters
   */
  public static String require(String name) {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The name of a node has 1 to " + LONGEST + " printable characters, not '" + name + "'");
    }
    return name;
  }
}
