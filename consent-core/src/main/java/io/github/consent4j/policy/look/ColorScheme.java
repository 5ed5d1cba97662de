package io.github.consent4j.policy.look;

/** Whether the pages are light or dark. */
public enum ColorScheme {
  /** As the visitor's system is. */
  AUTO("auto"),
  /** Always light, for a site that is. */
  LIGHT("light"),
  /** Always dark, for a site that is. */
  DARK("dark");

  private final String id;

  ColorScheme(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
