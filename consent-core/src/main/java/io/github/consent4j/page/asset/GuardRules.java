package io.github.consent4j.page.asset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What services declare of one kind, with the indexes of the services that do, as regular
 * expressions that the guard reads.
 *
 * @param <T> what is declared
 */
final class GuardRules<T> {

  private final GuardExpression expression;
  private final Function<List<T>, String> patterns;
  private final Map<T, TreeSet<Integer>> servicesByPattern = new LinkedHashMap<>();

  /**
   * @param expression into which the patterns are put
   * @param patterns alternatives that match what is declared
   */
  GuardRules(GuardExpression expression, Function<List<T>, String> patterns) {
    this.expression = expression;
    this.patterns = patterns;
  }

  void add(T declared, int service) {
    servicesByPattern.computeIfAbsent(declared, key -> new TreeSet<>()).add(service);
  }

  /** Everything that is declared. */
  List<T> all() {
    return List.copyOf(servicesByPattern.keySet());
  }

  /**
   * All rules: the three parts of the expression, then arrays of a pattern and the indexes of the
   * services that declare it. What the same services declare stands together.
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
   * The expression for a visitor, with a group for each service that is held back.
   *
   * @param open indexes of the services that are let through
   * @param held indexes of the others
   * @param covers whether everything that the second matches is matched by the first
   * @param meets whether something may be matched by both
   */
  String forVisitor(
      BitSet open, List<Integer> held, BiPredicate<T, T> covers, BiPredicate<T, T> meets) {
    List<T> opened = declaredBy(services -> services.stream().anyMatch(open::get));
    List<T> closed = new ArrayList<>(all());
    closed.removeIf(rule -> opened.stream().anyMatch(other -> covers.test(other, rule)));
    opened.removeIf(
        rule -> expression.canSpare() && closed.stream().noneMatch(c -> meets.test(rule, c)));
    List<String> groups =
        held.stream()
            .map(i -> closed.stream().filter(rule -> firstServiceOf(rule) == i).toList())
            .map(own -> needed(own, covers))
            .map(own -> own.isEmpty() ? GuardRegex.NOTHING : patterns.apply(own))
            .toList();
    // what is open on a host does not tell of the whole of it
    String exclusion = opened.isEmpty() ? "" : patterns.apply(opened).replace(GuardRegex.HOST, "");
    return expression.script(exclusion, groups);
  }

  /** Without those that another one covers. */
  private static <T> List<T> needed(List<T> rules, BiPredicate<T, T> covers) {
    List<T> needed = new ArrayList<>(rules);
    for (T rule : rules) {
      if (needed.stream().anyMatch(other -> !other.equals(rule) && covers.test(other, rule))) {
        needed.remove(rule);
      }
    }
    return needed;
  }

  private int firstServiceOf(T rule) {
    return Objects.requireNonNull(servicesByPattern.get(rule)).first();
  }

  private List<T> declaredBy(Predicate<Set<Integer>> who) {
    return servicesByPattern.entrySet().stream()
        .filter(entry -> who.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
