package io.github.consent4j.page.asset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one kind that services declare, with the indexes of the services that declare them.
 * They are written as regular expressions for the guard.
 *
 * @param <T> the type of the rules
 */
final class GuardRules<T> {

  private final GuardExpression expression;
  private final Function<List<T>, String> patterns;
  private final BiPredicate<T, T> covers;
  private final BiPredicate<T, T> meets;
  private final Map<T, SortedSet<Integer>> servicesByPattern = new LinkedHashMap<>();
  private volatile @Nullable GuardRelations relations;

  /**
   * @param expression the frame that the patterns are inserted into
   * @param patterns alternatives that match what is declared
   * @param covers tests whether the first rule matches everything that the second one matches
   * @param meets tests whether some input matches both rules
   */
  GuardRules(
      GuardExpression expression,
      Function<List<T>, String> patterns,
      BiPredicate<T, T> covers,
      BiPredicate<T, T> meets) {
    this.expression = expression;
    this.patterns = patterns;
    this.covers = covers;
    this.meets = meets;
  }

  void add(T declared, int service) {
    servicesByPattern.computeIfAbsent(declared, key -> new TreeSet<>()).add(service);
  }

  /** Returns all rules. */
  List<T> all() {
    return List.copyOf(servicesByPattern.keySet());
  }

  /**
   * Returns all rules in JavaScript: the three parts of the expression, then arrays of a pattern
   * and the indexes of the services that declare it. Rules of the same services share one array.
   */
  String forEverybody() {
    Map<SortedSet<Integer>, List<T>> groups = new LinkedHashMap<>();
    servicesByPattern.forEach(
        (declared, services) ->
            groups.computeIfAbsent(services, key -> new ArrayList<>()).add(declared));
    Stream<String> rules =
        groups.entrySet().stream()
            .map(
                group ->
                    JavaScript.array(
                        Stream.concat(
                            Stream.of(GuardRegex.string(patterns.apply(group.getValue()))),
                            group.getKey().stream().map(String::valueOf))));
    return JavaScript.array(Stream.concat(expression.parts().stream(), rules));
  }

  /**
   * Returns the expression for one visitor, with a group for each blocked service.
   *
   * @param allowed indexes of the allowed services
   * @param blocked indexes of the blocked services
   */
  String forVisitor(BitSet allowed, List<Integer> blocked) {
    GuardRelations relations = relations();
    List<T> rules = all();
    BitSet allowedRules = new BitSet();
    BitSet blockedRules = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      allowedRules.set(i, servicesOf(rules.get(i)).stream().anyMatch(allowed::get));
    }
    for (int i = 0; i < rules.size(); i++) {
      blockedRules.set(i, !relations.isCovered(i, allowedRules));
    }
    Map<Integer, BitSet> byService = new HashMap<>();
    blockedRules.stream()
        .forEach(
            i ->
                byService
                    .computeIfAbsent(servicesOf(rules.get(i)).first(), key -> new BitSet())
                    .set(i));
    List<String> groups =
        blocked.stream()
            .map(service -> relations.needed(byService.getOrDefault(service, new BitSet())))
            .map(own -> own.isEmpty() ? GuardRegex.NOTHING : patterns.apply(at(rules, own)))
            .toList();
    if (expression.canOmitAllowed()) {
      allowedRules = relations.meeting(allowedRules, blockedRules);
    }
    // An allowed path on a host says nothing about the other paths of that host.
    String exclusion =
        allowedRules.isEmpty()
            ? ""
            : patterns.apply(at(rules, allowedRules)).replace(GuardRegex.HOST, "");
    return expression.script(exclusion, groups);
  }

  /** Compares all pairs of rules once, so that a guard costs no more than its length. */
  private GuardRelations relations() {
    GuardRelations known = relations;
    if (known == null) {
      known = GuardRelations.of(all(), covers, meets);
      relations = known;
    }
    return known;
  }

  private static <T> List<T> at(List<T> rules, BitSet indexes) {
    return indexes.stream().mapToObj(rules::get).toList();
  }

  private SortedSet<Integer> servicesOf(T rule) {
    return Objects.requireNonNull(servicesByPattern.get(rule));
  }
}
