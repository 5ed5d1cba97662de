package io.github.consent4j.servlet;

/**
 * An attempt to replace the policy that a filter enforces by the one that its files contain now.
 * Immutable.
 *
 * @param before what was in force before the attempt
 * @param after what is in force since; with problems if the files cannot be used, so that the
 *     earlier policy remains
 */
public record PolicyReload(PolicyStatus before, PolicyStatus after) {

  /** Returns whether the policy in the files is the one that is in force. */
  public boolean succeeded() {
    return after.problems().isEmpty();
  }

  /** Returns whether visitors are asked again, because the revision has changed. */
  public boolean asksAgain() {
    return !before.revision().equals(after.revision());
  }
}
