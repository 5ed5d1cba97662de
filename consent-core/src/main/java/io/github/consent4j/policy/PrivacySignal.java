package io.github.consent4j.policy;

/**
 * The effect of a browser's Global Privacy Control (W3C Working Draft) on a category, as long as
 * the visitor has made no decision on this site.
 */
public enum PrivacySignal {
  /** The category is refused. */
  REFUSE("refuse"),
  /** The signal has no effect. */
  IGNORE("ignore");

  private final String id;

  PrivacySignal(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
