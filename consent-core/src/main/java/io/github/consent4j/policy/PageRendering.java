package io.github.consent4j.policy;

/** For whom a page is made. */
public enum PageRendering {
  /** What the application's {@code Cache-Control} says: shared if caches may share the page. */
  AUTO("auto"),
  /** The same bytes for everybody; the visitor's browser adds what this visitor allows. */
  SHARED("shared"),
  /** Bytes for this visitor alone, which no cache may share. */
  PERSONAL("personal");

  private final String id;

  PageRendering(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
