package io.github.consent4j.policy;

/** What happens with the rest of a page that the HTML gate cannot read. */
public enum OnError {
  /** The rest is withheld, and the page still ends well-formed. */
  BLOCK("block"),
  /** The rest passes unread. */
  PASS("pass");

  private final String id;

  OnError(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
