package io.github.consent4j.page.asset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of one kind that services declare, with the indexes of the services that declare them.
 * They are written as regular expressions for the guard.
 *
 * @param <T> the type of the rules
 */
final class GuardRules<T> {

  private final GuardExpression expression;
  private final Function<List<T>, String> patterns;
  private final Map<T, TreeSet<Integer>> servicesByPattern = new LinkedHashMap<>();

  /**
   * @param expression the frame that the patterns are inserted into
   * @param patterns returns alternatives that match the given rules
   */
  GuardRules(GuardExpression expression, Function<List<T>, String> patterns) {
    this.expression = expression;
    this.patterns = patterns;
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
    Map<TreeSet<Integer>, List<T>> groups = new LinkedHashMap<>();
    servicesByPattern.forEach(
        (declared, services) ->
            groups.computeIfAbsent(services, key -> new ArrayList<>()).add(declared));
    Stream<String> rules =
        groups.entrySet().stream()
            .map(
                group ->
                    JavaScript.array(
                        Stream.concat(
                            Stream.of(JavaScript.string(patterns.apply(group.getValue()))),
                            group.getKey().stream().map(String::valueOf))));
    return JavaScript.array(Stream.concat(expression.parts().stream(), rules));
  }

  /**
   * Returns the expression for one visitor, with a group for each blocked service.
   *
   * @param allowed indexes of the allowed services
   * @param blocked indexes of the blocked services
   * @param covers tests whether the first rule matches everything that the second one matches
   * @param meets tests whether some input matches both rules
   */
  String forVisitor(
      BitSet allowed, List<Integer> blocked, BiPredicate<T, T> covers, BiPredicate<T, T> meets) {
    List<T> allowedRules = declaredBy(services -> services.stream().anyMatch(allowed::get));
    List<T> blockedRules = new ArrayList<>(all());
    blockedRules.removeIf(
        rule -> allowedRules.stream().anyMatch(other -> covers.test(other, rule)));
    allowedRules.removeIf(
        rule ->
            expression.canOmitAllowed()
                && blockedRules.stream().noneMatch(c -> meets.test(rule, c)));
    List<String> groups =
        blocked.stream()
            .map(
                i ->
                    blockedRules.stream()
                        .filter(rule -> servicesByPattern.get(rule).first().equals(i))
                        .toList())
            .map(own -> needed(own, covers))
            .map(own -> own.isEmpty() ? GuardRegex.NOTHING : patterns.apply(own))
            .toList();
    // An allowed path on a host says nothing about the other paths of that host.
    String exclusion =
        allowedRules.isEmpty() ? "" : patterns.apply(allowedRules).replace(GuardRegex.HOST, "");
    return expression.script(exclusion, groups);
  }

  /** Returns the rules without those that another one covers. */
  private static <T> List<T> needed(List<T> rules, BiPredicate<T, T> covers) {
    List<T> needed = new ArrayList<>(rules);
    for (T rule : rules) {
      if (needed.stream().anyMatch(other -> !other.equals(rule) && covers.test(other, rule))) {
        needed.remove(rule);
      }
    }
    return needed;
  }

  private List<T> declaredBy(Predicate<TreeSet<Integer>> condition) {
    return servicesByPattern.entrySet().stream()
        .filter(entry -> condition.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
