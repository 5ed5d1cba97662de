package io.github.consent4j.policy;

/** What happens to a cookie or a host that no service declares. */
public enum Handling implements Option {
  /** It passes, and the log says once which declaration is missing. */
  REPORT("report"),
  /** It is held back. */
  BLOCK("block");

  private final String id;

  Handling(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }
}
