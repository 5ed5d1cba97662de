package io.github.consent4j.policy;

/**
 * What happens to declared cookies that browsers send without the visitor's consent, such as those
 * of a time before the site asked. The application does not see them either way.
 */
public enum Leftovers {
  /** They are deleted. */
  EXPIRE("expire"),
  /** They stay until the visitor refuses. */
  KEEP("keep");

  private final String id;

  Leftovers(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
