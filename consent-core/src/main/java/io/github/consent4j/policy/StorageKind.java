package io.github.consent4j.policy;

/** Where a browser keeps an item. The identifier is the word used in YAML and JSON. */
public enum StorageKind {
  COOKIE("cookie"),
  LOCAL_STORAGE("local-storage"),
  SESSION_STORAGE("session-storage"),
  INDEXED_DB("indexed-db");

  private final String id;

  StorageKind(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
