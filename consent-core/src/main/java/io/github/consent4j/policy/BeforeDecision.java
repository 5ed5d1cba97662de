package io.github.consent4j.policy;

/** What a required category does while the visitor has not made any choice yet. */
public enum BeforeDecision {
  /** Its services work from the first request on. */
  ALLOW("allow"),
  /** Even its services wait until the visitor has made a choice, whichever. */
  BLOCK("block");

  private final String id;

  BeforeDecision(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
