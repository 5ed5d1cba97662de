package io.github.consent4j.audit.rule;

/**
 * A rule that declarations or observations are judged by. Immutable and thread-safe.
 *
 * @param id short name in kebab-case, such as {@code long-lifetime}; it stays the same from release
 *     to release
 * @param severity what it means that the rule is broken
 * @param title the rule in a few words, without a full stop
 * @param why one sentence: what is wrong with breaking it
 * @param action one sentence: what to do
 * @param source the standard and its section; empty if the rule is the library's own
 */
public record Rule(
    String id, Severity severity, String title, String why, String action, String source) {

  @Override
  public String toString() {
    return id;
  }
}
