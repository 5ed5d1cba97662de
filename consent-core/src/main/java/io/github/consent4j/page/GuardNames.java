package io.github.consent4j.page;

import io.github.consent4j.policy.NamePattern;
import java.util.List;
import java.util.stream.Collectors;

/** What names of cookies, storage keys and files have in common. */
final class GuardNames {

  private static final String ANY = "[^]";

  private GuardNames() {}

  /** Whether one pattern matches everything that another one does; not always found out. */
  static boolean covers(NamePattern some, NamePattern other) {
    return some.equals(other)
        || other.isLiteral() && some.matches(other.glob())
        || isBeginning(some) && beforeWildcard(other).startsWith(beforeWildcard(some));
  }

  /** Alternatives that match names within a text; {@code any} is what a wildcard stands for. */
  static String parts(List<NamePattern> names, String any) {
    return names.stream()
        .map(name -> GuardRules.regex(name.glob(), any))
        .collect(Collectors.joining("|"));
  }

  /** The same where the text has begun with the name, and ends with it. */
  static String whole(List<NamePattern> names) {
    return names.stream()
        .map(
            name ->
                isBeginning(name)
                    ? GuardRules.regex(beforeWildcard(name), ANY)
                    : GuardRules.regex(name.glob(), ANY) + '$')
        .collect(Collectors.joining("|"));
  }

  /** Whether a pattern says no more than how names begin. */
  private static boolean isBeginning(NamePattern pattern) {
    return pattern.glob().equals(beforeWildcard(pattern) + '*');
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
