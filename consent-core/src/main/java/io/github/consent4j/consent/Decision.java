package io.github.consent4j.consent;

import java.time.Instant;
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
   */
  record Made(
      String id,
      Instant at,
      String revision,
      Set<String> granted,
      Set<String> refused,
      Set<String> marks)
      implements Decision {

    public Made {
      granted = Set.copyOf(granted);
      refused = Set.copyOf(refused);
      marks = Set.copyOf(marks);
    }
  }
}
