package io.github.consent4j.audit.item;

/** Whose domain an item is stored for. */
public enum Party {
  /** The site's own host, or a domain that contains it. */
  FIRST("first"),
  /** A domain of somebody else. The site can neither set, read nor delete the item. */
  THIRD("third");

  private final String id;

  Party(String id) {
    this.id = id;
  }

  /** Returns the word for it in JSON, in lower case. */
  public String id() {
    return id;
  }
}
