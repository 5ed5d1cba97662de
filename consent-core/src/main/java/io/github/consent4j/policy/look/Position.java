package io.github.consent4j.policy.look;

/** Where the banner stands. */
public enum Position {
  /** A bar over the lower edge of the page. */
  BOTTOM("bottom"),
  /** A bar over the upper edge of the page, which begins below it. */
  TOP("top"),
  /**
   * In the middle of the page, which waits for an answer or for Escape; on the privacy policy and
   * the imprint, after Escape, and without a script it stands at the lower edge.
   */
  CENTER("center"),
  /** A card in the lower corner where lines end. */
  CORNER("corner");

  private final String id;

  Position(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
