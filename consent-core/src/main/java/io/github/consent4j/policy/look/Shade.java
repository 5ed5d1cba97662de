package io.github.consent4j.policy.look;

/** What a colour is for. Its word is the key in YAML, and the CSS property's behind the prefix. */
public enum Shade {
  /** Ground of the banner and of each category in the settings. */
  SURFACE("surface"),
  /** Ground of the library's own pages and of notices. */
  GROUND("ground"),
  /** Text. */
  INK("ink"),
  /** Text that matters less. */
  QUIET("quiet"),
  /** Lines that only divide. */
  LINE("line"),
  /** Edges by which controls are known. */
  EDGE("edge"),
  /** Buttons, links, switches that are on, and the ring around what has the focus. */
  ACCENT("accent"),
  /** Text on buttons. */
  ON_ACCENT("on-accent");

  private final String id;

  Shade(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
