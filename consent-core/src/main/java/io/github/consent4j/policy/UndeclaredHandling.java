package io.github.consent4j.policy;

/** What happens to a cookie or a host that no service declares. */
public enum UndeclaredHandling {
  /** It passes, and the missing declaration is logged once. */
  REPORT("report"),
  /**
   * It is blocked if the catalogue knows it as something for statistics, marketing or external
   * media, and else passes. Either is logged once.
   */
  KNOWN("known"),
  /** It is blocked. */
  BLOCK("block");

  private final String id;

  UndeclaredHandling(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
