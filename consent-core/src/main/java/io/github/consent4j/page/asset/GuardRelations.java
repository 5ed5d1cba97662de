package io.github.consent4j.page.asset;

import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;

/** How the rules of a guard relate to each other, by their indexes. Immutable and thread-safe. */
final class GuardRelations {

  private final BitSet[] coveredBy;
  private final BitSet[] meets;

  private GuardRelations(int rules) {
    coveredBy = new BitSet[rules];
    meets = new BitSet[rules];
  }

  /**
   * Compares all pairs of rules.
   *
   * @param covers tests whether the first rule matches everything that the second one matches
   * @param meets tests whether some input matches both rules
   */
  static <T> GuardRelations of(List<T> rules, BiPredicate<T, T> covers, BiPredicate<T, T> meets) {
    GuardRelations relations = new GuardRelations(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      relations.coveredBy[i] = new BitSet();
      relations.meets[i] = new BitSet();
      for (int j = 0; j < rules.size(); j++) {
        relations.coveredBy[i].set(j, covers.test(rules.get(j), rules.get(i)));
        relations.meets[i].set(j, meets.test(rules.get(i), rules.get(j)));
      }
    }
    return relations;
  }

  /** Returns whether one of some rules covers a rule. */
  boolean isCovered(int rule, BitSet others) {
    return coveredBy[rule].intersects(others);
  }

  /** Returns those of some rules that meet one of the others. */
  BitSet meeting(BitSet rules, BitSet others) {
    BitSet meeting = new BitSet();
    rules.stream().filter(i -> meets[i].intersects(others)).forEach(meeting::set);
    return meeting;
  }

  /** Returns rules without those that another one of them covers. */
  BitSet needed(BitSet rules) {
    BitSet needed = (BitSet) rules.clone();
    rules.stream()
        .forEach(
            i -> {
              needed.clear(i);
              needed.set(i, !coveredBy[i].intersects(needed));
            });
    return needed;
  }
}
