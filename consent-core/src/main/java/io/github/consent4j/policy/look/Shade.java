package io.github.consent4j.policy.look;

/**
 * The use of a colour. Its word is the key in YAML, and the end of the name of the CSS property.
 */
public enum Shade {
  /** Background of the banner and of each category in the settings. */
  SURFACE("surface"),
  /** Background of the library's own pages and of notices. */
  GROUND("ground"),
  /** Text. */
  INK("ink"),
  /** Less important text. */
  QUIET("quiet"),
  /** Lines that only divide. */
  LINE("line"),
  /** Edges that make controls recognisable. */
  EDGE("edge"),
  /** Buttons, links, switches that are on, and the ring around the element with the focus. */
  ACCENT("accent"),
  /** Text on buttons. */
  ON_ACCENT("on-accent");

  private final String id;

  Shade(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
