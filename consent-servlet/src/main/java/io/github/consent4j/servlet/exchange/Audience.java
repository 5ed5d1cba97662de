package io.github.consent4j.servlet.exchange;

/** The visitors who get the same bytes of a response. */
public enum Audience {
  /** The application decides. The response is no page. */
  UNTOUCHED,
  /** Only this visitor. */
  VISITOR,
  /** Everybody. */
  EVERYBODY
}
