package io.github.consent4j.cli;

/**
 * What is known of something that a site stores or contacts. Immutable.
 *
 * @param need whether it needs consent
 * @param who who says so, in words, such as {@code the catalogue: google-analytics}; empty if
 *     nobody does
 */
record Standing(Need need, String who) {

  static final Standing UNKNOWN = new Standing(Need.UNKNOWN, "");

  /** Whether something needs consent. */
  enum Need {
    /** It is strictly necessary, as somebody declares. */
    NONE,
    /** It needs consent. */
    CONSENT,
    /** Nobody declares it. */
    UNKNOWN
  }

  boolean isKnown() {
    return need != Need.UNKNOWN;
  }
}
