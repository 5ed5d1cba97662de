package io.github.consent4j.record.chain;

/** The name of a node, which stands in every entry of its chain. */
public final class NodeName {

  private static final int LONGEST = 100;

  private NodeName() {}

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
