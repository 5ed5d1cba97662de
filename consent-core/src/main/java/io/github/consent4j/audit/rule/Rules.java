package io.github.consent4j.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, so that messages, reports and documentation describe each in the same words. */
public final class Rules {

  private static final List<Rule> ALL = all(FileRules.ALL, PolicyRules.ALL, LintRules.ALL);

  private static final List<Rule> WAIVABLE = all(ALL, ObservedRules.ALL);

  private static final List<Rule> ALL_WITH_PAGES = all(WAIVABLE, DialogRules.ALL);

  private Rules() {}

  @SafeVarargs
  private static List<Rule> all(List<Rule>... groups) {
    List<Rule> all = new ArrayList<>();
    for (List<Rule> group : groups) {
      all.addAll(group);
    }
    return List.copyOf(all);
  }

  /** Returns all rules, those of one theme side by side. */
  public static List<Rule> all() {
    return ALL_WITH_PAGES;
  }

  /** Returns the rules that a file can break. */
  public static List<Rule> ofFiles() {
    return ALL;
  }

  /** Returns the rules that the waivers of a file can name: of files, and of what happens. */
  public static List<Rule> ofWaivers() {
    return WAIVABLE;
  }

  /** Finds a rule by its identifier. */
  public static Optional<Rule> of(String id) {
    return ALL_WITH_PAGES.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
