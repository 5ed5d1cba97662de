package io.github.consent4j.gate;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import java.util.BitSet;
import java.util.Collection;

/**
 * Which services the gates let through for one visitor: those the visitor allows, and those whose
 * category is not enforced. Immutable and thread-safe.
 */
public final class AllowedServices {

  private final BitSet open = new BitSet();
  private final BitSet onlyReported = new BitSet();
  private final int services;

  private AllowedServices(Consent consent) {
    Policy policy = consent.policy();
    services = policy.services().size();
    for (int i = 0; i < services; i++) {
      if (allows(policy.categoryAt(i), consent, i)) {
        open.set(i);
      }
      if (policy.categoryAt(i).enforce() == Enforcement.REPORT
          && !isEntitled(policy.categoryAt(i), consent, i)) {
        onlyReported.set(i);
      }
    }
  }

  /** What the gates let through for a visitor. */
  public static AllowedServices of(Consent consent) {
    return new AllowedServices(consent);
  }

  private static boolean allows(Category category, Consent consent, int serviceIndex) {
    return category.enforce() != Enforcement.ON || isEntitled(category, consent, serviceIndex);
  }

  /** Whether a service is let through where its category is enforced. */
  private static boolean isEntitled(Category category, Consent consent, int serviceIndex) {
    if (category.required()
        && category.beforeDecision() == BeforeDecision.BLOCK
        && !consent.isMade()) {
      return false;
    }
    return consent.allowsAt(serviceIndex);
  }

  /** Whether the service at an index of {@link Policy#services()} is let through. */
  public boolean allows(int serviceIndex) {
    return open.get(serviceIndex);
  }

  /**
   * Whether the service at an index of {@link Policy#services()} is let through for no other reason
   * than that its category is in report mode.
   */
  public boolean isOnlyReported(int serviceIndex) {
    return onlyReported.get(serviceIndex);
  }

  /** Whether anything is let through for no other reason than report mode. */
  public boolean reportsAny() {
    return !onlyReported.isEmpty();
  }

  /** Whether a resource is let through that the services at these indexes declare: any suffices. */
  public boolean allowsAny(Collection<Integer> serviceIndexes) {
    return serviceIndexes.stream().anyMatch(open::get);
  }

  /** Whether nothing at all is held back. */
  public boolean allowsAll() {
    return open.cardinality() == services;
  }
}
