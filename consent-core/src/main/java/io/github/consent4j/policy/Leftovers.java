package io.github.consent4j.policy;

/**
 * What happens to declared cookies that browsers send without the visitor's consent, such as those
 * from before the site asked. The application never receives them.
 */
public enum Leftovers {
  /** The cookies are deleted. */
  EXPIRE("expire"),
  /** The cookies stay until the visitor refuses. */
  KEEP("keep");

  private final String id;

  Leftovers(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
