package io.github.consent4j.cli.evidence;

/** The decisions after which a visit looks at the site, in their order in the evidence. */
public enum VisitState {
  /** The visitor has not answered yet. */
  UNDECIDED,

  /** The visitor has refused everything. */
  REJECTED,

  /** The visitor has accepted everything. */
  ACCEPTED,

  /** The visitor has accepted everything, and has taken that back. */
  WITHDRAWN
}
