package io.github.consent4j.spring.test;

/** What a visitor answers about the categories and services that a test does not name. */
public enum Others {
  /** Refused if the test names something that is granted, and granted otherwise. */
  OPPOSITE,

  /** All others are granted. */
  GRANTED,

  /** All others are refused. */
  REFUSED,

  /** All others are unanswered, as after the button in one video's place: the banner remains. */
  UNDECIDED
}
