package io.github.consent4j.policy;

/** What becomes of the content security policy that is made from what a visitor allows. */
public enum CspMode {
  /** None is sent. */
  OFF("off"),
  /** Browsers only tell what they would not have loaded. */
  REPORT_ONLY("report-only"),
  /** Browsers load from no other host, and tell what they did not load. */
  ENFORCE("enforce");

  private final String id;

  CspMode(String id) {
    this.id = id;
  }

  /** The word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
