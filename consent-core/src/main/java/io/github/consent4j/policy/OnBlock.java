package io.github.consent4j.policy;

/** What happens to a cookie that the application sets without the visitor's consent. */
public enum OnBlock {
  /** It does not leave. */
  DROP("drop"),
  /** It waits in the visitor's session, if there is one, and leaves once the visitor agrees. */
  DEFER("defer"),
  /** It leaves all the same, for the browser session only. */
  SESSION("session");

  private final String id;

  OnBlock(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
