package io.github.consent4j.consent;

/**
 * One decision about consent. It contains nothing else about the visitor. Immutable.
 *
 * @param before consent before the decision
 * @param after consent after the decision; undecided if everything was deleted
 * @param way how the decision was made
 * @param language language in which the library addresses the visitor
 */
public record ConsentEvent(Consent before, Consent after, Way way, String language) {

  /** How a decision is made. */
  public enum Way {
    /** By the visitor, on the library's own pages. */
    FORM,
    /** By the application's code. */
    CODE
  }
}
