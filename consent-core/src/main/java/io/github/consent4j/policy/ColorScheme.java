package io.github.consent4j.policy;

/** Whether the pages are light or dark. */
public enum ColorScheme implements Option {
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

  @Override
  public String id() {
    return id;
  }
}
