package io.github.consent4j.policy;

/** What becomes of the content security policy that is made from what a visitor allows. */
public enum CspMode implements Option {
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

  @Override
  public String id() {
    return id;
  }
}
