package io.github.consent4j.policy;

/** What happens with the content security policy that is made from what a visitor allows. */
public enum CspMode {
  /** No policy is sent. */
  OFF("off"),
  /** Browsers only report what the policy would block. */
  REPORT_ONLY("report-only"),
  /** Browsers load from no other host, and report what the policy blocks. */
  ENFORCE("enforce");

  private final String id;

  CspMode(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
