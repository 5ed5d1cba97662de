package io.github.consent4j.consent;

/**
 * One decision over consent. Knows nothing of the visitor beyond it. Immutable.
 *
 * @param before where the visitor stood
 * @param after where the visitor stands; undecided when everything was deleted
 * @param way how the decision was made
 * @param language in which the library speaks to the visitor
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
