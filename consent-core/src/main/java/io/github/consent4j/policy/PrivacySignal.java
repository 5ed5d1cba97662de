package io.github.consent4j.policy;

/**
 * What a browser's Global Privacy Control (W3C Working Draft) says of a category, as long as the
 * visitor has said nothing on this site.
 */
public enum PrivacySignal {
  /** It is refused. */
  REFUSE("refuse"),
  /** Nothing. */
  IGNORE("ignore");

  private final String id;

  PrivacySignal(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
