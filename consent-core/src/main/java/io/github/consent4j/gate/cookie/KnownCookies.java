package io.github.consent4j.gate.cookie;

import io.github.consent4j.known.KnownRules;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.PercentEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that the catalogue knows services to store on the site's own host, for a policy that
 * blocks them undeclared. Cookies of a provider's domain do not count. Immutable and thread-safe.
 */
final class KnownCookies {

  /** The number of first letters by which patterns are looked up. */
  private static final int START = 3;

  private record Pattern(NamePattern pattern, int service) {}

  /** The rules that all policies share. They are compiled when a policy first needs them. */
  private static final class Compiled {

    private static final Map<String, int[]> NAMES = new HashMap<>();
    private static final Map<String, List<Pattern>> PATTERNS = new HashMap<>();

    static {
      for (KnownRules.Rule rule : KnownRules.ofCatalogue().rules(KnownRules.Kind.COOKIE)) {
        NamePattern name = new NamePattern(rule.pattern());
        if (!rule.domain().isEmpty()) {
          continue;
        }
        if (name.isLiteral()) {
          NAMES.merge(rule.pattern(), new int[] {rule.service()}, Compiled::join);
        } else {
          PATTERNS
              .computeIfAbsent(start(name.start()), key -> new ArrayList<>())
              .add(new Pattern(name, rule.service()));
        }
      }
    }

    private static int[] join(int[] some, int[] others) {
      int[] all = Arrays.copyOf(some, some.length + others.length);
      System.arraycopy(others, 0, all, some.length, others.length);
      return all;
    }
  }

  private final BitSet passing;

  KnownCookies(Policy policy) {
    passing = KnownRules.ofCatalogue().passing(policy);
  }

  /** Returns the letters by which a name is looked up; empty if it has too few. */
  private static String start(String name) {
    return name.length() < START ? "" : name.substring(0, START);
  }

  /**
   * Returns the service that a cookie is blocked for; null if it passes. A cookie that several
   * services store passes as soon as one of them does.
   *
   * @param name a name that no service of the policy declares
   */
  @Nullable KnownService blocking(String name) {
    KnownService found = blockingAsItIs(name);
    String decoded = found == null && name.indexOf('%') >= 0 ? PercentEncoding.decode(name) : name;
    return decoded.equals(name) ? found : blockingAsItIs(decoded);
  }

  private @Nullable KnownService blockingAsItIs(String name) {
    int blocking = -1;
    for (int service : Compiled.NAMES.getOrDefault(name, new int[0])) {
      if (passing.get(service)) {
        return null;
      }
      blocking = blocking < 0 ? service : blocking;
    }
    for (String start : List.of(start(name), "")) {
      for (Pattern each : Compiled.PATTERNS.getOrDefault(start, List.of())) {
        if (each.pattern.matches(name)) {
          if (passing.get(each.service)) {
            return null;
          }
          blocking = blocking < 0 ? each.service : blocking;
        }
      }
    }
    return blocking < 0 ? null : KnownRules.ofCatalogue().services().get(blocking);
  }
}
