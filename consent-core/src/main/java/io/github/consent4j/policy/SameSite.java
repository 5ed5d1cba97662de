package io.github.consent4j.policy;

/** The least that a cookie's {@code SameSite} attribute has to say, from weak to strong. */
public enum SameSite {
  /** Every cookie stays as the application wrote it. */
  NONE("none"),
  /** One that says less, or nothing, leaves with {@code Lax}. */
  LAX("lax"),
  /** Every one leaves with {@code Strict}. */
  STRICT("strict");

  private final String id;

  SameSite(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
