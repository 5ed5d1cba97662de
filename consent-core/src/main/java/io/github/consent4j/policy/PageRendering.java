package io.github.consent4j.policy;

/** For whom a page is rendered. */
public enum PageRendering {
  /** Follows the application's {@code Cache-Control}: shared if caches may share the page. */
  AUTO("auto"),
  /** All visitors get the same bytes; the browser adds what its visitor allows. */
  SHARED("shared"),
  /** The bytes are for this visitor alone, and no cache may share them. */
  PERSONAL("personal");

  private final String id;

  PageRendering(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
