package io.github.consent4j.policy;

/**
 * What happens to declared cookies that browsers send without the visitor's consent, such as those
 * of a time before the site asked. The application does not see them either way.
 */
public enum Leftovers implements Option {
  /** They are deleted. */
  EXPIRE("expire"),
  /** They stay until the visitor refuses. */
  KEEP("keep");

  private final String id;

  Leftovers(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }
}
