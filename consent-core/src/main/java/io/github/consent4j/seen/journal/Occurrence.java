package io.github.consent4j.seen.journal;

/** The visitor's consent when something occurs, and whether it is held back. */
public enum Occurrence {
  /** The visitor has not decided. */
  BEFORE,
  /** The visitor has decided, and does not allow it. */
  REFUSED,
  /** The visitor allows it, or no consent of this visitor is needed. */
  ALLOWED,
  /** No visitor is known. */
  UNKNOWN,
  /** As {@link #BEFORE}, and it is held back. */
  BEFORE_HELD,
  /** As {@link #REFUSED}, and it is held back. */
  REFUSED_HELD,
  /** As {@link #ALLOWED}, and it is held back. */
  ALLOWED_HELD,
  /** As {@link #UNKNOWN}, and it is held back. */
  UNKNOWN_HELD;

  private static final Occurrence[] ALL = values();

  /** The number of values. */
  static final int COUNT = ALL.length;

  private static final int STATES = COUNT / 2;

  /** Returns the same state of consent, held back if a condition is met. */
  public Occurrence heldIf(boolean held) {
    return ALL[ordinal() % STATES + (held ? STATES : 0)];
  }
}
