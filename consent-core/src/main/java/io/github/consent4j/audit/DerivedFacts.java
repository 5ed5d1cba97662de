package io.github.consent4j.audit;

import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import org.jspecify.annotations.Nullable;

/** What follows from a policy, for all its inventories. It is computed once. Thread-safe. */
final class DerivedFacts {

  private final DeclaredItems items;
  private final RevisionMarks marks;
  private volatile @Nullable String fingerprint;

  private DerivedFacts(DeclaredItems items, RevisionMarks marks) {
    this.items = items;
    this.marks = marks;
  }

  static DerivedFacts of(Policy policy) {
    return new DerivedFacts(new DeclaredItems(policy), RevisionMarks.of(policy));
  }

  DeclaredItems items() {
    return items;
  }

  RevisionMarks marks() {
    return marks;
  }

  /** Returns the fingerprint of the policy; null if it was not computed yet. */
  @Nullable String fingerprint() {
    return fingerprint;
  }

  /** Keeps the fingerprint of the policy. */
  void keep(String computed) {
    fingerprint = computed;
  }
}
