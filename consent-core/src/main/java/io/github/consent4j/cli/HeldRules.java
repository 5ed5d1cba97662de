package io.github.consent4j.cli;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.known.KnownRules;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.policy.UrlPattern;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of a policy that hold something back before a visitor has decided. Immutable. */
final class HeldRules {

  /** A rule in words, such as {@code host *.youtube.com}. */
  record Rule(String kind, String pattern) implements Comparable<Rule> {
    @Override
    public int compareTo(Rule other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return kind + ' ' + pattern;
    }
  }

  private static final String HOST = "host";
  private static final String SCRIPT = "script";
  private static final String INLINE = "inline script";
  private static final String COOKIE = "cookie";

  private final Policy policy;
  private final AllowedServices beforeChoice;

  HeldRules(Policy policy) {
    this.policy = policy;
    beforeChoice =
        AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
  }

  /** Returns every rule of the policy. */
  Set<Rule> all() {
    Set<Rule> rules = new TreeSet<>();
    policy.services().forEach(service -> rules(service).forEach(rules::add));
    return rules;
  }

  private static Stream<Rule> rules(Service service) {
    return Stream.of(
            service.loads().urls().stream().map(url -> new Rule(HOST, url.toString())),
            service.loads().scripts().stream().map(script -> new Rule(SCRIPT, script.glob())),
            service.loads().inline().stream().map(text -> new Rule(INLINE, text)),
            service.storesOnSite().stream()
                .map(stored -> new Rule(stored.kind().id(), stored.name().glob())))
        .flatMap(some -> some);
  }

  /** Returns whether what a rule matches, of this policy or of another one, is held back. */
  boolean holds(Rule rule) {
    List<Integer> declaring =
        IntStream.range(0, policy.services().size())
            .filter(i -> rules(policy.services().get(i)).anyMatch(own -> covers(own, rule)))
            .boxed()
            .toList();
    return declaring.isEmpty() ? holdsUndeclared(rule) : !beforeChoice.allowsAny(declaring);
  }

  private boolean holdsUndeclared(Rule rule) {
    return switch (rule.kind()) {
      case HOST -> holds(rule, policy.settings().undeclaredHosts(), KnownRules.Kind.HOST);
      case SCRIPT -> holds(rule, policy.settings().undeclaredHosts(), KnownRules.Kind.SCRIPT);
      case INLINE -> holds(rule, policy.settings().undeclaredHosts(), KnownRules.Kind.INLINE);
      case COOKIE -> holds(rule, policy.settings().undeclaredCookies(), KnownRules.Kind.COOKIE);
      default -> false;
    };
  }

  /** Returns whether what a rule matches is held back although the policy does not declare it. */
  private boolean holds(Rule rule, UndeclaredHandling handling, KnownRules.Kind kind) {
    return switch (handling) {
      case REPORT -> false;
      case BLOCK -> kind == KnownRules.Kind.HOST || kind == KnownRules.Kind.COOKIE;
      case KNOWN -> {
        KnownRules known = KnownRules.ofCatalogue();
        BitSet passing = known.passing(policy);
        List<KnownRules.Rule> covering =
            known.rules(kind).stream()
                .filter(each -> each.domain().isEmpty())
                .filter(each -> covers(new Rule(rule.kind(), each.pattern()), rule))
                .toList();
        yield !covering.isEmpty()
            && covering.stream().noneMatch(each -> passing.get(each.service()));
      }
    };
  }

  private static boolean covers(Rule own, Rule other) {
    if (!own.kind().equals(other.kind())) {
      return false;
    }
    return switch (own.kind()) {
      case HOST -> UrlPattern.parse(own.pattern()).covers(UrlPattern.parse(other.pattern()));
      case INLINE -> other.pattern().contains(own.pattern());
      default -> new NamePattern(own.pattern()).covers(new NamePattern(other.pattern()));
    };
  }
}
