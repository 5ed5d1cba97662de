package io.github.consent4j.gate;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.journal.Occurrence;
import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The services that the gates allow for one visitor: those that the visitor allows, and those whose
 * category is not enforced. Immutable and thread-safe.
 */
public final class AllowedServices {

  private final BitSet open = new BitSet();
  private final BitSet onlyReported = new BitSet();
  private final int services;

  /** The visitor's consent; null if it is not about one visitor. */
  private final @Nullable Consent consent;

  private AllowedServices(BitSet open, int services) {
    this.open.or(open);
    this.services = services;
    this.consent = null;
  }

  private AllowedServices(Consent consent) {
    this.consent = consent;
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

  /** Returns the services that the gates allow for a visitor. */
  public static AllowedServices of(Consent consent) {
    return new AllowedServices(consent);
  }

  /**
   * Returns services that are allowed for everybody.
   *
   * @param open indexes of those that are allowed
   * @param services how many services there are
   */
  public static AllowedServices of(BitSet open, int services) {
    return new AllowedServices(open, services);
  }

  private static boolean allows(Category category, Consent consent, int serviceIndex) {
    return category.enforce() != Enforcement.ON || isEntitled(category, consent, serviceIndex);
  }

  /** Returns whether a service is allowed if its category is enforced. */
  private static boolean isEntitled(Category category, Consent consent, int serviceIndex) {
    if (category.required()
        && category.beforeDecision() == BeforeDecision.BLOCK
        && !consent.isMade()
        && consent.isNeeded()) {
      return false;
    }
    return consent.allowsAt(serviceIndex);
  }

  /** Returns whether the service at an index of {@link Policy#services()} is allowed. */
  public boolean allows(int serviceIndex) {
    return open.get(serviceIndex);
  }

  /**
   * Returns whether the service at an index of {@link Policy#services()} is allowed only because
   * its category is in report mode.
   */
  public boolean isOnlyReported(int serviceIndex) {
    return onlyReported.get(serviceIndex);
  }

  /** Returns whether any service is allowed only because of report mode. */
  public boolean reportsAny() {
    return !onlyReported.isEmpty();
  }

  /**
   * Returns whether a resource is allowed that the services at these indexes declare. One allowed
   * service suffices.
   */
  public boolean allowsAny(Collection<Integer> serviceIndexes) {
    return serviceIndexes.stream().anyMatch(open::get);
  }

  /**
   * Returns the state of the visitor's consent to a service, whatever the gates do with it. What
   * needs no consent is allowed after the decision, and occurs before it until then.
   *
   * @param serviceIndex index of {@link Policy#services()}
   */
  public Occurrence occurrence(int serviceIndex) {
    if (consent == null) {
      return Occurrence.UNKNOWN;
    }
    return switch (consent.stateAt(serviceIndex)) {
      case GRANTED, NOT_NEEDED -> Occurrence.ALLOWED;
      case REFUSED -> Occurrence.REFUSED;
      case UNDECIDED -> Occurrence.BEFORE;
      case REQUIRED ->
          consent.isMade() || !consent.isNeeded() ? Occurrence.ALLOWED : Occurrence.BEFORE;
    };
  }

  /** Returns the state of the visitor's consent to what no service declares. */
  public Occurrence occurrence() {
    if (consent == null) {
      return Occurrence.UNKNOWN;
    }
    if (!consent.isNeeded()) {
      return Occurrence.ALLOWED;
    }
    return consent.isMade() ? Occurrence.REFUSED : Occurrence.BEFORE;
  }

  /** Returns whether nothing at all is blocked. */
  public boolean allowsAll() {
    return open.cardinality() == services;
  }
}
