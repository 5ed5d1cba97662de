package io.github.consent4j.page;

import io.github.consent4j.policy.NamePattern;

/** What names of cookies, storage keys and files have in common. */
final class GuardNames {

  private GuardNames() {}

  /** Whether one pattern matches everything that another one does; not always found out. */
  static boolean covers(NamePattern some, NamePattern other) {
    return some.equals(other) || other.isLiteral() && some.matches(other.glob());
  }

  /** Whether something may be matched by both; in doubt it may. */
  static boolean meet(NamePattern some, NamePattern other) {
    if (some.isLiteral()) {
      return other.matches(some.glob());
    }
    if (other.isLiteral()) {
      return some.matches(other.glob());
    }
    String one = beforeWildcard(some);
    String two = beforeWildcard(other);
    return one.startsWith(two) || two.startsWith(one);
  }

  private static String beforeWildcard(NamePattern pattern) {
    return pattern.glob().split("[*?]", 2)[0];
  }
}
