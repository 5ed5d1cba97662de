package io.github.consent4j.policy;

/** Where a browser keeps an item. The identifier is the word used in YAML and JSON. */
public enum StorageKind {
  /** A cookie, which the browser sends with each request. */
  COOKIE("cookie"),
  /** An entry of the local storage, which stays until it is removed. */
  LOCAL_STORAGE("local-storage"),
  /** An entry of the session storage, which ends with its tab. */
  SESSION_STORAGE("session-storage"),
  /** A database of the browser. */
  INDEXED_DB("indexed-db");

  private final String id;

  StorageKind(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
