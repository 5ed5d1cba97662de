package io.github.consent4j.cli;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Optional;

/**
 * What a policy does with one resource, and why. Immutable.
 *
 * @param resource what was asked about
 * @param rules the rules that declare it; empty if none does
 * @param passesBeforeChoice whether it passes for a visitor who was not asked yet
 * @param passesAfterYes whether it passes for a visitor who accepts everything
 * @param passesAfterNo whether it passes for a visitor who refuses everything
 * @param why the reasons, a sentence each
 * @param known the services of the catalogue that would declare it, if the policy does not
 */
record Explanation(
    Resource resource,
    List<Rule> rules,
    boolean passesBeforeChoice,
    boolean passesAfterYes,
    boolean passesAfterNo,
    List<String> why,
    List<Service> known) {

  /**
   * A rule that declares the resource.
   *
   * @param text the rule in words, such as {@code host *.youtube.com}
   * @param place where the file declares the rule; empty if the catalogue does
   * @param use where the category names the service; empty if it is part of every policy
   */
  record Rule(
      Service service,
      Category category,
      String text,
      Optional<String> place,
      Optional<String> use) {}

  Explanation {
    rules = List.copyOf(rules);
    why = List.copyOf(why);
    known = List.copyOf(known);
  }

  boolean isDeclared() {
    return !rules.isEmpty();
  }
}
