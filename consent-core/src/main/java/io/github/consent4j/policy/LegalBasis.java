package io.github.consent4j.policy;

/**
 * The legal basis on which a service may store in, or read from, the visitor's browser. There is no
 * third one: legitimate interest is no basis for that (Directive 2002/58/EC Art. 5(3); EDPB Cookie
 * Banner Taskforce report of 17 January 2023, paragraph 24).
 */
public enum LegalBasis {
  /** The visitor's consent: § 25(1) TDDDG with Art. 6(1)(a) GDPR. */
  CONSENT("consent"),
  /** Strictly necessary for a service that the visitor requested: § 25(2) TDDDG. */
  EXEMPT("exempt");

  private final String id;

  LegalBasis(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }
}
