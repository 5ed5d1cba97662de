package io.github.consent4j.policy;

/** What a required category allows before the visitor has made a choice. */
public enum BeforeDecision {
  /** The services work from the first request on. */
  ALLOW("allow"),
  /** The services wait until the visitor has made a choice, whichever it is. */
  BLOCK("block");

  private final String id;

  BeforeDecision(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
