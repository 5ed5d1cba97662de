package io.github.consent4j.policy.look;

/** The choice between light and dark pages. */
public enum ColorScheme {
  /** The scheme follows the visitor's system. */
  AUTO("auto"),
  /** Always light, for a site that is always light. */
  LIGHT("light"),
  /** Always dark, for a site that is always dark. */
  DARK("dark");

  private final String id;

  ColorScheme(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
