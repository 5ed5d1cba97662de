package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.bytes.TextKeys;
import io.github.consent4j.known.KnownRules;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.PercentEncoding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that the catalogue knows services to store on the site's own host, for a policy that
 * blocks them undeclared. Cookies of a provider's domain do not count. Immutable and thread-safe.
 */
final class KnownCookies {

  /** The number of first letters by which patterns are looked up. */
  private static final int START = 3;

  /** Stands for the service that blocks if none is known that stores the cookie. */
  private static final int NONE = -1;

  /** Stands for the service that blocks if one that stores the cookie passes. */
  private static final int PASSES = -2;

  private record Pattern(NamePattern pattern, int service) {}

  /** The rules that all policies share. They are compiled when a policy first needs them. */
  private static final class Compiled {

    private static final Map<String, int[]> NAMES = new HashMap<>();
    private static final TextKeys<List<Pattern>> PATTERNS_BY_START;

    /** The patterns with fewer letters at their start. */
    private static final List<Pattern> PATTERNS;

    static {
      Map<String, List<Pattern>> patterns = new HashMap<>();
      for (KnownRules.Rule rule : KnownRules.ofCatalogue().rules(KnownRules.Kind.COOKIE)) {
        NamePattern name = new NamePattern(rule.pattern());
        if (!rule.domain().isEmpty()) {
          continue;
        }
        if (name.isLiteral()) {
          NAMES.merge(rule.pattern(), new int[] {rule.service()}, Compiled::join);
        } else {
          patterns
              .computeIfAbsent(start(name.start()), key -> new ArrayList<>())
              .add(new Pattern(name, rule.service()));
        }
      }
      List<Pattern> others = patterns.remove("");
      PATTERNS = others == null ? List.of() : List.copyOf(others);
      PATTERNS_BY_START = new TextKeys<>(patterns);
    }

    private static int[] join(int[] some, int[] others) {
      return IntStream.concat(IntStream.of(some), IntStream.of(others)).toArray();
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
    int[] services = Compiled.NAMES.get(name);
    int blocking = services == null ? NONE : joined(NONE, services);
    List<Pattern> likely =
        name.length() < START ? null : Compiled.PATTERNS_BY_START.get(name, 0, START);
    blocking = joined(joined(blocking, likely, name), Compiled.PATTERNS, name);
    return blocking < 0 ? null : KnownRules.ofCatalogue().services().get(blocking);
  }

  /** Returns the service that blocks, after further services that store the cookie. */
  private int joined(int before, int[] services) {
    int blocking = before;
    for (int service : services) {
      blocking = joined(blocking, service);
    }
    return blocking;
  }

  private int joined(int before, @Nullable List<Pattern> patterns, String name) {
    int blocking = before;
    for (int i = 0; patterns != null && i < patterns.size(); i++) {
      if (patterns.get(i).pattern.matches(name)) {
        blocking = joined(blocking, patterns.get(i).service);
      }
    }
    return blocking;
  }

  private int joined(int before, int service) {
    if (before == PASSES || passing.get(service)) {
      return PASSES;
    }
    return before == NONE ? service : before;
  }
}
