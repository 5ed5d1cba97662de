package io.github.consent4j.audit.item;

/** The program that stores an item in the browser. */
public enum SetBy {
  /** The server of the site, by the header {@code Set-Cookie}. */
  SERVER("server"),
  /** A script in a page of the site. */
  SCRIPT("script"),
  /** A server of somebody else, or a script in a frame of somebody else. */
  THIRD_PARTY("third-party");

  private final String id;

  SetBy(String id) {
    this.id = id;
  }

  /** Returns the word for it in JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
