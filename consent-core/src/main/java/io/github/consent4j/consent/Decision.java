package io.github.consent4j.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The decision of one visitor so far, as the consent cookie stores it. Immutable. */
public sealed interface Decision {

  /** No decision. Only what is required is allowed. */
  Decision UNDECIDED = new Undecided();

  /** The visitor has made no choice, or one that cannot be read. */
  record Undecided() implements Decision {}

  /**
   * The visitor has made a choice.
   *
   * @param id random name of this visitor's decisions, for the proof of consent; contains nothing
   *     about the person
   * @param at when it was made, to the second
   * @param revision revision of the policy that was shown
   * @param granted categories and services that were allowed
   * @param refused categories and services that were refused
   * @param marks what exactly was answered: the {@linkplain RevisionMarks mark} of every service
   *     that the policy asked about
   * @param notice the first {@value #NOTICE_LENGTH} characters of the identifier of the notice
   *     beside which it was made; empty if the library showed none, or none that it knows
   */
  record Made(
      String id,
      Instant at,
      String revision,
      Set<String> granted,
      Set<String> refused,
      Set<String> marks,
      Optional<String> notice)
      implements Decision {

    /** The number of characters of a notice's identifier that a decision carries. */
    public static final int NOTICE_LENGTH = 8;

    public Made {
      granted = Set.copyOf(granted);
      refused = Set.copyOf(refused);
      marks = Set.copyOf(marks);
    }

    /** Returns the same decision, made beside a notice. */
    public Made beside(String notice) {
      return new Made(id, at, revision, granted, refused, marks, Optional.of(notice));
    }
  }
}
