package io.github.consent4j.servlet.exchange;

/** Who gets the same bytes of a response. */
public enum Audience {
  /** Whoever the application says; the response is no page. */
  UNTOUCHED,
  /** This visitor alone. */
  VISITOR,
  /** Everybody. */
  EVERYBODY
}
