package io.github.consent4j.audit.rule;

/** What it means that a rule is broken. */
public enum Severity {
  /** The file cannot be used, or the site does what the law forbids. It cannot be waived. */
  ERROR,

  /** Probably a mistake, or hard to defend. It can be waived with a reason. */
  WARNING,

  /** Worth knowing. It can be waived with a reason. */
  NOTE
}
