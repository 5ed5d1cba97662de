package io.github.consent4j.policy;

/** How far a category is enforced, so that a site can introduce it step by step. */
public enum Enforcement {
  /** What is not allowed is blocked. */
  ON("on"),
  /** Nothing is blocked; what would be blocked is recorded. */
  REPORT("report"),
  /** Nothing is blocked and nothing is recorded. */
  OFF("off");

  private final String id;

  Enforcement(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
