package io.github.consent4j.policy;

/** The minimum of a cookie's {@code SameSite} attribute, from weak to strong. */
public enum SameSite {
  /** Every cookie stays as the application wrote it. */
  NONE("none"),
  /** A cookie with a weaker attribute, or without one, is sent with {@code Lax}. */
  LAX("lax"),
  /** Every cookie is sent with {@code Strict}. */
  STRICT("strict");

  private final String id;

  SameSite(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
