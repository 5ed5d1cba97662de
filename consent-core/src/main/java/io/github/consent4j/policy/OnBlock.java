package io.github.consent4j.policy;

/** What happens to a cookie that the application sets without the visitor's consent. */
public enum OnBlock {
  /** The cookie is not sent. */
  DROP("drop"),
  /**
   * The cookie waits in the visitor's session, if there is one, and is sent when the visitor
   * agrees.
   */
  DEFER("defer"),
  /** The cookie is sent, but only for the browser session. */
  SESSION("session");

  private final String id;

  OnBlock(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
