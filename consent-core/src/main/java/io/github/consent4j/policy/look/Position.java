package io.github.consent4j.policy.look;

/** The position of the banner. */
public enum Position {
  /** A bar over the lower edge of the page. */
  BOTTOM("bottom"),
  /** A bar over the upper edge of the page; the page begins below it. */
  TOP("top"),
  /**
   * In the middle of the page, which waits for an answer or for Escape. The banner stands at the
   * lower edge after Escape, without a script, and on the privacy policy and the imprint.
   */
  CENTER("center"),
  /** A card in the lower corner at the end of the lines. */
  CORNER("corner");

  private final String id;

  Position(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
